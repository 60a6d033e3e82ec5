package dev.widgets.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.CommandProcess;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code widgets psql}, with the psql of this machine. */
class PsqlTest {

    private static final CommandDatabase DATABASE = CommandDatabase.create();

    @TempDir
    Path folder;

    @Test
    void psql_opens_the_database_and_gets_the_password_in_no_argument() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/psql")), "psql");
        DATABASE.execute("drop role if exists psql_user;"
                + " create role psql_user login password 'Xq7-psql'");
        String url = DATABASE.connection().url().substring("jdbc:".length());
        Path seen = folder.resolve("seen");
        Path words = folder.resolve("words");
        Screen screen = new Terminal()
                .with("WIDGETS_URL", url.replace("//", "//psql_user:Xq7-psql@"))
                .run(
                        "psql",
                        "--",
                        "-XAtq",
                        "-o",
                        seen.toString(),
                        "-c",
                        "select current_database(), current_user",
                        "-c",
                        "\\! tr '\\000' ' ' </proc/$PPID/cmdline >" + words);
        assertThat(screen.exitCode()).as(screen.toString()).isZero();
        assertThat(Files.readString(seen)).isEqualTo(DATABASE.name() + "|psql_user\n");
        assertThat(Files.readString(words)).contains("psql", "-XAtq").doesNotContain("Xq7");
        assertThat(screen.err()).doesNotContain("Xq7");
    }

    @Test
    void the_exit_code_is_that_of_psql() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/psql")), "psql");
        Terminal terminal = Terminal.on(DATABASE);
        assertThat(terminal.run("psql", "--", "-Xq", "-c", "do 'begin end'").exitCode())
                .isZero();
        assertThat(terminal.run("psql", "--", "-Xq", "-o", "/dev/null", "-c", "select 1/0")
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void a_machine_without_psql_is_told_so() {
        Screen screen = CommandProcess.start(
                        folder,
                        Map.of("PATH", "/nonexistent", "WIDGETS_URL", DATABASE.url()),
                        "psql")
                .end();
        assertThat(screen.exitCode()).isEqualTo(1);
        assertThat(screen.err())
                .endsWith(DATABASE.line()
                        + "widgets: psql is not installed, or not in a folder of PATH."
                        + " Install the client programs of PostgreSQL, such as the package"
                        + " postgresql-client.\n");
    }
}
