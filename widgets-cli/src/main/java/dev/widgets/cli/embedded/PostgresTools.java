package dev.widgets.cli.embedded;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the programs of PostgreSQL. The caller must hold the turn lock.
 *
 * @param programs the folder of the programs
 * @param folder the data folder
 * @param use the purpose of the server
 */
public record PostgresTools(Path programs, DataFolder folder, ServerUse use) {

    static final String USER = "postgres";
    private static final int PATIENCE_SECONDS = 60;
    private static final Path SELF = Path.of("/proc/self");

    /** A program failed. The message contains its output. */
    public static final class ToolException extends IOException {

        private static final long serialVersionUID = 1L;

        ToolException(String message) {
            super(message);
        }
    }

    void initdb(Path cluster) throws IOException {
        List<String> arguments = new ArrayList<>(use.initdbOptions());
        arguments.addAll(List.of(
                "--pgdata=" + cluster,
                "--username=" + USER,
                "--pwfile=" + folder.password(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8"));
        run("initdb", arguments);
    }

    /** Starts the server in its own session, so that it gets no signals of this process. */
    public void start(int port) throws IOException {
        List<String> settings = new ArrayList<>(use.settings());
        settings.add("listen_addresses=127.0.0.1");
        settings.add("unix_socket_directories=");
        settings.add("port=" + port);
        run(
                "pg_ctl",
                List.of(
                        "start",
                        "--pgdata=" + folder.cluster(),
                        "--log=" + folder.log(),
                        "--options=-c " + String.join(" -c ", settings),
                        "--wait",
                        "--timeout=" + PATIENCE_SECONDS));
    }

    public void stop() throws IOException {
        stop(use.stopMode());
    }

    /** Stops the server in a mode such as {@code fast}. */
    public void stop(String mode) throws IOException {
        run(
                "pg_ctl",
                List.of(
                        "stop",
                        "--pgdata=" + folder.cluster(),
                        "--mode=" + mode,
                        "--wait",
                        "--timeout=" + PATIENCE_SECONDS));
    }

    private void run(String program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(programs.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        // a file, because the server would keep a pipe open
        Path said = folder.path().resolve("said");
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            clean(builder.environment());
            builder.directory(folder.path().toFile());
            builder.redirectErrorStream(true).redirectOutput(said.toFile());
            int exitCode = await(builder.start());
            if (exitCode != 0) {
                throw failure(program, Files.readString(said, StandardCharsets.UTF_8));
            }
        } finally {
            Files.deleteIfExists(said);
        }
    }

    /** Removes the variables that are meant for other servers. */
    private static void clean(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("PG"));
        environment.keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        environment.put("LC_ALL", "C");
    }

    private static int await(Process process) throws IOException {
        try {
            if (process.waitFor(2L * PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            process.destroyForcibly();
            throw new ToolException(
                    "The program did not end within " + 2 * PATIENCE_SECONDS + " s.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
            throw new InterruptedIOException();
        }
    }

    private static ToolException failure(String program, String said) {
        if (isRoot() && (said.contains("unshare") || said.contains("run as root"))) {
            return new ToolException(
                    "PostgreSQL does not run as root, and this machine allows no user namespaces."
                            + " Run widgets as another user, or specify a database with --url.");
        }
        return new ToolException(
                program + " failed: " + said.strip().replaceAll("\\s*\\R\\s*", " "));
    }

    /** PostgreSQL refuses to run as root, but runs in a user namespace. */
    private static boolean isRoot() {
        try {
            return Files.exists(SELF)
                    && Integer.valueOf(0).equals(Files.getAttribute(SELF, "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
