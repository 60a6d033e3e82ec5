package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.fixture.CommandProcess;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code widgets ready} asks the service that the same settings have started. */
class ReadyTest {

    @TempDir
    Path folder;

    private static String address(Served served) {
        return served.service().adminUrl().orElseThrow().replace("http://", "");
    }

    @Test
    void a_service_that_is_ready_says_so() throws Exception {
        try (Served served = Served.start()) {
            CommandProcess.await("it is ready", () -> served.admin("/ready").statusCode() == 200);
            new Terminal()
                    .with("WIDGETS_SERVE_ADMIN_LISTEN", address(served))
                    .run("ready")
                    .shows(0, "ready\n", "");
            String everywhere = address(served).replace("127.0.0.1", "0.0.0.0");
            new Terminal().run("ready", "--admin-listen", everywhere).shows(0, "ready\n", "");
        }
    }

    @Test
    void a_service_that_is_not_ready_says_why() throws Exception {
        try (Served served = Served.start()) {
            served.database().execute("drop schema widgets cascade; notify pgrst, 'reload schema'");
            CommandProcess.await("it is not", () -> served.admin("/ready").statusCode() == 503);
            Screen screen = new Terminal().run("ready", "--admin-listen", address(served));
            screen.shows(
                    1,
                    "",
                    "widgets: Not ready: There is no schema of widgets in the database: run widgets"
                            + " migrate.\n");
        }
    }

    @Test
    void a_process_says_the_same() throws Exception {
        try (Served served = Served.start()) {
            CommandProcess.await("it is ready", () -> served.admin("/ready").statusCode() == 200);
            Map<String, String> variables = Map.of("WIDGETS_SERVE_ADMIN_LISTEN", address(served));
            CommandProcess.start(folder, variables, "ready").end().shows(0, "ready\n", "");
            served.database().execute("drop schema widgets cascade; notify pgrst, 'reload schema'");
            CommandProcess.await("it is not", () -> served.admin("/ready").statusCode() == 503);
            Screen screen = CommandProcess.start(folder, variables, "ready").end();
            assertThat(screen.exitCode()).isEqualTo(1);
            assertThat(screen.err()).startsWith("widgets: Not ready: There is no schema");
        }
    }

    @Test
    void nobody_answers() {
        Screen screen = new Terminal().run("ready", "--admin-listen", "127.0.0.1:1");
        assertThat(screen.exitCode()).isEqualTo(1);
        assertThat(screen.err()).startsWith("widgets: No answer from 127.0.0.1:1: ");
    }

    @Test
    void it_loads_nothing_that_it_does_not_need() throws Exception {
        Path log = folder.resolve("classes.txt");
        Screen screen = CommandProcess.start(
                        folder,
                        Map.of(
                                "JAVA_TOOL_OPTIONS",
                                "-Xlog:class+load:file=" + log,
                                "WIDGETS_SERVE_ADMIN_LISTEN",
                                "127.0.0.1:1"),
                        "ready")
                .end();
        assertThat(screen.exitCode()).isEqualTo(1);
        assertThat(screen.err())
                .contains("widgets: No answer from 127.0.0.1:1: Connection refused");
        String loaded = Files.readString(log);
        assertThat(loaded)
                .contains("dev.widgets.cli.serve.ReadyProbe")
                .doesNotContain("picocli")
                .doesNotContain("org.eclipse.jetty")
                .doesNotContain("org.flywaydb")
                .doesNotContain("org.jdbi")
                .doesNotContain("org.postgresql")
                .doesNotContain("java.net.http.HttpClient");
    }
}
