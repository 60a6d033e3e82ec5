package dev.widgets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.CommandProcess;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches the output and the files of every command for passwords. */
class SecretsTest {

    private static final CommandDatabase DATABASE = CommandDatabase.create();
    private static final String PASSWORD = "Xq7-s3cr3t-pw";

    private static final List<String[]> COMMANDS = List.of(
            new String[] {"migrate"},
            new String[] {"migrate", "--validate"},
            new String[] {"roles"},
            new String[] {"add", "W-1", "pump", "PQ"},
            new String[] {"add", "W-2", "pump", "PQ"},
            new String[] {"add", "W-1", "pump", "PQ"},
            new String[] {"associate", "W-1", "W-2", "P"},
            new String[] {"dissociate", "W-1", "W-2", "Q"},
            new String[] {"rename", "W-1", "valve"},
            new String[] {"show", "W-1"},
            new String[] {"list", "-o", "json"},
            new String[] {"stats"},
            new String[] {"verify"},
            new String[] {"doctor"},
            new String[] {"doctor", "-o", "json"},
            new String[] {"seed", "--count", "10", "--yes"},
            new String[] {"remove", "W-1"},
            new String[] {"remove", "W-9"},
            new String[] {"nonsense"});

    @TempDir
    private Path home;

    @BeforeAll
    static void createRole() {
        DATABASE.execute("create role secretive superuser login password '" + PASSWORD + "'");
    }

    @Test
    void no_command_prints_the_password_whatever_becomes_of_it() {
        String place = DATABASE.connection().url().replaceAll(".*//", "");
        for (String user : List.of("secretive", "nobody_at_all")) {
            for (String url : List.of(
                    "postgresql://" + user + ":" + PASSWORD + "@" + place,
                    "postgresql://" + place + "?user=" + user + "&password=" + PASSWORD,
                    "postgresql://" + user + ":" + PASSWORD + "@" + place + "?unfinished",
                    "postgresql://" + user + ":" + PASSWORD + "@127.0.0.1:1/nowhere")) {
                Terminal terminal = new Terminal().at(home).with("WIDGETS_URL", url);
                for (String[] command : COMMANDS) {
                    List<String> verbose = new ArrayList<>(List.of("--verbose"));
                    verbose.addAll(List.of(command));
                    Screen screen = terminal.run(verbose.toArray(String[]::new));
                    assertThat(screen.toString()).as(verbose.toString()).doesNotContain(PASSWORD);
                }
            }
        }
        assertThat(DATABASE.query("select count(*) from widgets.widgets")).isEqualTo("11");
    }

    @Test
    void a_process_has_no_password_in_its_arguments_and_leaves_none_in_files() throws IOException {
        CommandProcess process = CommandProcess.start(
                home,
                Map.of(
                        "WIDGETS_URL",
                        DATABASE.connection().url() + "?user=secretive&password=" + PASSWORD),
                "--verbose",
                "doctor");
        assertThat(ProcessHandle.current()
                        .children()
                        .map(child -> child.info().commandLine().orElse("")))
                .allSatisfy(line -> assertThat(line).doesNotContain(PASSWORD));
        assertThat(process.end().toString()).doesNotContain(PASSWORD);
        try (var files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain(PASSWORD);
            }
        }
    }
}
