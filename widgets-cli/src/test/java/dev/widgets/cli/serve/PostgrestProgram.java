package dev.widgets.cli.serve;

import dev.widgets.FreePort;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.CommandProcess;
import dev.widgets.cli.fixture.Readiness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A PostgREST that the test starts, with the configuration of the example. */
final class PostgrestProgram implements AutoCloseable {

    private static final String VARIABLE = "WIDGETS_TEST_POSTGREST";
    private static final Path CONFIGURATION = Path.of("../examples/postgrest/postgrest.conf");

    private final Process process;
    private final String url;

    private PostgrestProgram(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Starts the program that a variable names, or returns nothing if it names none. */
    static Optional<PostgrestProgram> start(CommandDatabase database, Path folder)
            throws Exception {
        String program = System.getenv(VARIABLE);
        if (program == null) {
            return Optional.empty();
        }
        int port = FreePort.find();
        int admin = FreePort.find();
        String server = database.connection().url().substring("jdbc:".length());
        ProcessBuilder builder = new ProcessBuilder(program, CONFIGURATION.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("postgrest.log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "PGRST_DB_URI", server.replace("://", "://authenticator:secret@"),
                        "PGRST_JWT_SECRET", TestTokens.SECRET,
                        "PGRST_SERVER_PORT", String.valueOf(port),
                        "PGRST_ADMIN_SERVER_PORT", String.valueOf(admin)));
        PostgrestProgram started =
                new PostgrestProgram(builder.start(), "http://127.0.0.1:" + port);
        try {
            CommandProcess.await(
                    "PostgREST is ready",
                    () -> Readiness.isReady(admin) || !started.process.isAlive());
            if (!started.process.isAlive()) {
                throw new AssertionError(Files.readString(folder.resolve("postgrest.log")));
            }
            return Optional.of(started);
        } catch (AssertionError e) {
            started.close();
            throw e;
        }
    }

    String url() {
        return url;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
