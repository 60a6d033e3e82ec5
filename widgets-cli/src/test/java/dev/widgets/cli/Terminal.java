package dev.widgets.cli;

import dev.widgets.cli.console.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs commands in this process, in an environment of its own. */
final class Terminal {

    private final Map<String, String> environment = new HashMap<>();
    private Path home = Path.of("/nonexistent");
    private boolean colours;
    private boolean progressBars;

    Terminal with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Terminal at(Path home) {
        this.home = home;
        return this;
    }

    Terminal withColours() {
        colours = true;
        return this;
    }

    Terminal withProgressBars() {
        progressBars = true;
        return this;
    }

    /** One whose commands work on a test database. */
    static Terminal on(TestServer.Database database) {
        return new Terminal().with("WIDGETS_URL", database.url());
    }

    Surroundings surroundings(PrintStream out, PrintStream err) {
        return new Surroundings(environment, home, "alice", out, err, colours, progressBars);
    }

    /** For what is decided before anything is printed. */
    Surroundings surroundings() {
        return surroundings(System.out, System.err);
    }

    Screen run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = Program.run(surroundings(stream(out), stream(err)), arguments);
        return new Screen(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
