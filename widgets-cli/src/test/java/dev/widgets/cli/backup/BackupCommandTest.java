package dev.widgets.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.SeedOptions;
import dev.widgets.WidgetRepository;
import dev.widgets.WidgetSchema;
import dev.widgets.WidgetSeeder;
import dev.widgets.cli.connect.LibpqEnvironment;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.PreparedFolder;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code widgets backup} and {@code widgets restore}. */
class BackupCommandTest {

    private static final CommandDatabase DATABASE = CommandDatabase.create();

    private static final List<String> ODD = List.of(
            "\\.",
            "\\N",
            "\\",
            "a\\nb",
            "\n",
            "\r\n",
            "\t",
            "'",
            "\"",
            "-- x",
            "\uD83D\uDE00",
            "é");

    private static final String CONTENT = """
            select
              (select md5(string_agg(w::text, ' ' order by serial_number)) from widgets_store.widgets w)
              || (select md5(string_agg(r::text, ' ' order by run)) from widgets_store.seed_runs r)
              || (select md5(string_agg(b::text, ' ' order by run, block)) from widgets_store.seed_blocks b)
              || (select md5(string_agg(k::text, ' ' order by key)) from widgets_store.idempotency_keys k)
            """;

    @TempDir
    Path folder;

    private final Terminal terminal = Terminal.on(DATABASE);

    @BeforeAll
    static void fill() {
        WidgetSeeder.over(DATABASE.dataSource())
                .seed(SeedOptions.of(500), WidgetSeeder.ProgressListener.NONE);
        WidgetRepository widgets = DATABASE.widgets();
        for (String text : ODD) {
            widgets.add(text, text, Ports.parse("PQR"));
        }
        widgets.associate("\\.", "\\N", PortType.P);
        widgets.associate("\n", "'", PortType.R);
        DATABASE.execute("insert into widgets_store.idempotency_keys"
                + " values ('web_anon', '', 'k1', 'f', E'\\\\\\n', now())");
    }

    private String backup(String name) {
        String file = folder.resolve(name).toString();
        terminal.run("backup", file)
                .shows(
                        0,
                        "",
                        "Wrote 512 widgets of " + DATABASE.description() + " to " + file + ".\n");
        return file;
    }

    private static void assertRestored(CommandDatabase database) {
        assertThat(database.query(CONTENT)).isEqualTo(DATABASE.query(CONTENT));
        Terminal.on(database).run("verify").shows(0, "", "All associations are sound.\n");
        WidgetSchema.over(database.dataSource()).validate();
        database.widgets().dissociate("'", "\n", PortType.R);
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry.sql", "registry.sql.gz"})
    void a_backup_restores_the_same_registry(String name) {
        String file = backup(name);
        CommandDatabase other = CommandDatabase.createEmpty();
        Screen screen = Terminal.on(other).run("restore", file);
        screen.shows(
                0, "", other.line() + "Restored 512 widgets. Check them with: widgets verify\n");
        assertRestored(other);
        assertThat(folder).isDirectoryContaining("glob:**/" + name);
        assertThat(folder.toFile().list()).containsExactly(name);
    }

    /**
     * A table that a later release adds belongs to it, and an older backup has none of its rows.
     */
    @Test
    void a_table_of_a_later_release_belongs_to_a_backup() {
        String old = backup("old.sql");
        CommandDatabase later = CommandDatabase.create();
        String table = "create table widgets_store.a_later_one (\"at\" integer, place text)";
        later.execute(table);
        assertThat(Terminal.on(later).run("restore", old).exitCode()).isZero();
        assertRestored(later);
        later.execute("insert into widgets_store.a_later_one values (1, 'x')");
        String file = folder.resolve("later.sql").toString();
        assertThat(Terminal.on(later).run("backup", file).exitCode()).isZero();
        CommandDatabase other = CommandDatabase.create();
        other.execute(table);
        assertThat(Terminal.on(other).run("restore", file).exitCode()).isZero();
        assertThat(other.query("select t from widgets_store.a_later_one t")).isEqualTo("(1,x)");
    }

    @Test
    void psql_restores_it_as_well() throws Exception {
        CommandDatabase other = CommandDatabase.createEmpty();
        restoreWithPsql(backup("registry.sql"), other);
        assertRestored(other);
    }

    static void restoreWithPsql(String file, CommandDatabase database) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/psql")), "psql");
        ProcessBuilder psql = new ProcessBuilder(
                        "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", file)
                .redirectErrorStream(true);
        LibpqEnvironment.apply(database.connection(), psql.environment());
        Process process = psql.start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void the_embedded_registry_moves_to_a_server() throws Exception {
        Path data = PreparedFolder.filled(folder.resolve("data"));
        String file = folder.resolve("moved.sql").toString();
        Screen screen = new Terminal().run("backup", file, "--data-dir", data.toString());
        assertThat(screen.err()).startsWith("Wrote 1 widget of embedded PostgreSQL");
        CommandDatabase server = CommandDatabase.createEmpty();
        assertThat(Terminal.on(server).run("restore", file).exitCode()).isZero();
        assertThat(server.query("select w from widgets.widgets w"))
                .isEqualTo("(W1,pump,PQR,\"{NULL,NULL,NULL}\")");
        Screen back = new Terminal().run("restore", file, "--data-dir", data.toString());
        assertThat(back.err())
                .contains("The registry is not empty: widgets_store.widgets contains rows.");
        PreparedFolder.unlink(data);
    }

    /** The stream adds a widget when other tables have been read. */
    @Test
    void all_tables_are_read_from_one_snapshot() throws Exception {
        CommandDatabase database = CommandDatabase.create();
        database.execute("select widgets.add_widget('W-1', '', '{P}')");
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        OutputStream out = new OutputStream() {
            @Override
            public void write(int one) {
                throw new AssertionError();
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
                if (text.startsWith("copy widgets_store.widgets")) {
                    database.execute("select widgets.add_widget('later', '', '{P}')");
                }
                written.write(bytes, offset, length);
            }
        };
        try (Connection connection = database.dataSource().getConnection()) {
            assertThat(new BackupWriter(connection).writeTo(out)).isEqualTo(1);
        }
        assertThat(database.query("select count(*) from widgets.widgets")).isEqualTo("2");
        assertThat(written.toString(StandardCharsets.UTF_8)).doesNotContain("later\t");
    }

    @Test
    void a_file_that_is_no_whole_backup_restores_nothing() throws Exception {
        String text = Files.readString(Path.of(backup("registry.sql")));
        int rows = text.indexOf("copy widgets_store.widgets ");
        int blocks = text.indexOf("copy widgets_store.seed_blocks");
        int keys = text.indexOf("copy widgets_store.idempotency_keys");
        CommandDatabase other = CommandDatabase.create();
        String early = "widgets: The file ends early or was changed: it is not a complete backup.";
        List<String> wrong = List.of(
                text.substring(0, rows),
                text.substring(0, rows + 5_000),
                text.substring(0, blocks),
                text.substring(0, text.length() - 10),
                text.substring(0, text.indexOf("W-0000000100", rows))
                        + text.substring(text.indexOf("W-0000000101", rows)),
                text.substring(0, keys) + text.substring(text.indexOf("copy widgets", keys + 1)));
        for (String content : wrong) {
            Path file = Files.writeString(folder.resolve("wrong.sql"), content);
            Terminal.on(other)
                    .run("restore", file.toString())
                    .shows(1, "", other.line() + early + "\n");
            assertThat(other.query("select count(*) from widgets_store.widgets"))
                    .isEqualTo("0");
        }
        refused(other, text.replaceFirst("release \\d+", "release 999"), "newer than release");
        refused(other, "", "The file is not a backup made by widgets backup.");
        refused(other, "x".repeat(2 << 20), "line that is too long");
        assertThat(Terminal.on(other)
                        .run("restore", folder.resolve("registry.sql").toString())
                        .exitCode())
                .isZero();
        assertRestored(other);
    }

    private void refused(CommandDatabase database, String content, String message)
            throws Exception {
        Path file = Files.writeString(folder.resolve("wrong.sql"), content);
        Screen screen = Terminal.on(database).run("restore", file.toString());
        assertThat(screen.exitCode()).isEqualTo(1);
        assertThat(screen.err()).contains(message).doesNotContain("database:");
    }

    @Test
    void a_registry_that_is_not_empty_and_a_file_that_exists_are_left_alone() throws Exception {
        String file = backup("registry.sql");
        String before = DATABASE.query(CONTENT);
        Screen restored = terminal.run("restore", file);
        assertThat(restored.exitCode()).isEqualTo(3);
        assertThat(restored.err()).contains("Restore into an empty database");
        assertThat(DATABASE.query(CONTENT)).isEqualTo(before);
        String text = Files.readString(Path.of(file));
        terminal.run("backup", file)
                .shows(
                        2,
                        "",
                        "widgets: " + file + " exists already: give the name of a new file.\n");
        assertThat(Files.readString(Path.of(file))).isEqualTo(text);
        assertThat(terminal.run("restore", folder.resolve("none").toString()).err())
                .contains("The file ", " does not exist.\n");
        assertThat(terminal.run("backup", folder.resolve("none/file").toString())
                        .err())
                .contains("Cannot write ");
    }
}
