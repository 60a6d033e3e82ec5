package dev.widgets.cli.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Widgets as CSV files, without a database. */
class SeedCsvTest {

    private static final CommandDatabase DATABASE = CommandDatabase.create();

    private final Terminal terminal = Terminal.on(DATABASE);

    @TempDir
    private Path folder;

    @BeforeEach
    void clear() {
        DATABASE.clear();
    }

    @Test
    void the_summary_comes_as_json_and_csv_too() {
        assertThat(terminal.run("seed", "-n", "10", "-o", "json").out())
                .matches(
                        "\\{\"run\":1,\"widgets\":10,\"ports\":\\d+,\"taken\":\\d+,\"operations\":0,"
                                + "\"checksum\":\"[0-9a-f]{8}\",\"seconds\":[0-9.E-]+\\}\n");
        assertThat(terminal.run("seed", "-n", "10", "--start", "11", "-o", "csv")
                        .out())
                .startsWith("run,widgets,ports,taken,operations,checksum,seconds\r\n2,10,");
    }

    private static String checksum(Screen screen) {
        return screen.out().replaceAll("(?s).*checksum ([0-9a-f]{8}).*", "$1");
    }

    @Test
    void csv_needs_no_database_and_is_renamed_when_complete() throws IOException {
        Path file = folder.resolve("widgets.csv");
        Screen screen = new Terminal().run("seed", "-n", "100", "--csv", file.toString());
        assertThat(screen.exitCode()).isZero();
        assertThat(screen.out()).startsWith("100 widgets, ");
        assertThat(Files.readAllLines(file))
                .hasSize(101)
                .startsWith("serial_number,name,ports,peers");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }

        Screen piped = new Terminal().run("seed", "-n", "100", "--csv", "-");
        assertThat(piped.out()).isEqualTo(Files.readString(file));
        assertThat(piped.err()).contains("100 widgets, W-0000000001 to W-0000000100");
        assertThat(checksum(screen))
                .isEqualTo(piped.err().replaceAll("(?s).*checksum ([0-9a-f]{8}).*", "$1"));
    }

    @Test
    void csv_into_a_folder_that_is_not_there_is_a_failure() {
        Screen screen = new Terminal().run("seed", "-n", "1", "--csv", folder + "/none/a.csv");
        assertThat(screen.exitCode()).isEqualTo(1);
        assertThat(screen.err())
                .endsWith(
                        "widgets: Could not write the CSV: " + folder + "/none does not exist.\n");
    }

    @Test
    void psql_copies_the_csv_into_the_table() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                Path.of("/usr/bin/psql").toFile().canExecute(), "psql is not installed");
        String content =
                "select md5(string_agg(w::text, ' ' order by serial_number)) from widgets_store.widgets w";
        terminal.run("seed", "-n", "1000", "--serials", "a \"b\", {%d}");
        String expected = DATABASE.query(content);
        DATABASE.clear();
        Path file = folder.resolve("widgets.csv");
        new Terminal()
                .run("seed", "-n", "1000", "--serials", "a \"b\", {%d}", "--csv", file.toString());
        ProcessBuilder psql = new ProcessBuilder(
                        "psql",
                        DATABASE.connection().url().replace("jdbc:", ""),
                        "-U",
                        "postgres",
                        "-Xqc",
                        "\\copy widgets_store.widgets from '" + file + "' (format csv, header)")
                .inheritIO();
        psql.environment()
                .put("PGPASSWORD", DATABASE.connection().properties().getProperty("password"));
        assertThat(psql.start().waitFor()).isZero();
        assertThat(DATABASE.query(content)).isEqualTo(expected);
    }
}
