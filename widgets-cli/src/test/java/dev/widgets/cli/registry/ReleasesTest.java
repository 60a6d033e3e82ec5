package dev.widgets.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.Ports;
import dev.widgets.WidgetSchema;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands on schemas of other releases: the table of sql/README.md. */
class ReleasesTest {

    private static final CommandDatabase DATABASE = CommandDatabase.create();

    @TempDir
    private Path folder;

    @AfterEach
    void restore() {
        setRelease(WidgetSchema.RELEASE);
        DATABASE.execute("delete from widgets_store.widgets");
    }

    private static void setRelease(int release) {
        DATABASE.execute("create or replace function widgets_admin.release() returns integer"
                + " language plpgsql immutable set search_path = '' as 'begin return " + release
                + "; end'");
    }

    /** The first column is the difference to the release of this version. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -1 | add W-1 pump P       | 0 | Added
            -1 | migrate --validate   | 1 | is older than this library
            -1 | migrate --repair     | 0 | Put back widgets_admin.release()
            -1 | history enable       | 1 | is older than this library
            -1 | doctor               | 3 | is older than this library
            -1 | serve --listen 127.0.0.1:0 --admin-listen 127.0.0.1:0 | 1 | run widgets migrate
            -1 | backup FILE          | 0 | Wrote 0 widgets
             1 | add W-1 pump P       | 0 | Added
             1 | migrate              | 0 | which also accepts the calls of this version
             1 | migrate --validate   | 0 | The schema is valid
             1 | migrate --repair     | 1 | is newer than this library
             1 | history enable       | 1 | is newer than this library
             1 | doctor               | 3 | also accepts the calls of this version
             1 | backup FILE          | 1 | back it up with a version of its release
             2 | add W-1 pump P       | 0 | Added
             2 | migrate              | 1 | is newer than this library
             2 | migrate --validate   | 1 | is newer than this library
            """)
    void on_another_release(int difference, String command, int exitCode, String message) {
        setRelease(WidgetSchema.RELEASE + difference);
        Screen screen = Terminal.on(DATABASE)
                .run(command.replace("FILE", folder.resolve("backup.sql").toString())
                        .split(" "));
        assertThat((screen.out() + screen.err()).replaceAll("\\s+", " ")).contains(message);
        assertThat(screen.exitCode()).as("%s", screen).isEqualTo(exitCode);
    }

    @Test
    void a_backup_of_an_older_release_is_restored() throws Exception {
        DATABASE.widgets().add("W-1", "pump", Ports.parse("P"));
        Path file = folder.resolve("registry.sql");
        assertThat(Terminal.on(DATABASE).run("backup", file.toString()).exitCode())
                .isZero();
        Files.writeString(
                file,
                Files.readString(file).replaceFirst("schema release \\d+", "schema release 1"));
        CommandDatabase other = CommandDatabase.createEmpty();
        assertThat(Terminal.on(other).run("restore", file.toString()).err())
                .contains("Restored 1 widget.");
    }

    @ParameterizedTest
    @CsvSource({"15, Upgrade it with: widgets upgrade-data", "99, Use the version of widgets that"})
    void a_data_folder_of_another_postgresql_is_refused(String major, String message)
            throws Exception {
        Path cluster = Files.createDirectories(folder.resolve("postgresql"));
        Files.writeString(cluster.resolve("PG_VERSION"), major + "\n");
        Screen screen = new Terminal().run("list", "--data-dir", folder.toString());
        assertThat(screen.err()).contains("belongs to PostgreSQL " + major, message);
        assertThat(screen.exitCode()).isEqualTo(4);
    }

    @Test
    void a_database_of_the_previous_release_is_upgraded_and_healthy() throws Exception {
        CommandDatabase older = CommandDatabase.ofRelease1();
        assertThat(Terminal.on(older).run("migrate", "--roles").err())
                .contains("the schema now has release " + WidgetSchema.RELEASE);
        try (Connection service = older.dataSource().getConnection();
                Statement statement = service.createStatement()) {
            statement.execute("set application_name = 'widgets serve, release 1'");
            Screen screen = Terminal.on(older).run("doctor");
            assertThat(screen.out().replaceAll("\\s+", " "))
                    .contains("its migration history matches this version")
                    .contains("3 functions of the previous release remain")
                    .contains("Tables, constraints and types match the release")
                    .contains("warning services widgets serve of release 1 is connected")
                    .doesNotContain("is not part of this release")
                    .doesNotContain("danger schema");
        }
        assertThat(Terminal.on(older).run("verify").exitCode()).isZero();
    }
}
