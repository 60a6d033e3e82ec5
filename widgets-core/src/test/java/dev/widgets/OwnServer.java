package dev.widgets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL of its own for a test that stops and kills it: an embedded one whose commits wait
 * for the disk. Its data is deleted when it is closed.
 */
final class OwnServer implements AutoCloseable {

    static final String DATABASE = "postgres";
    static final String USER = "postgres";

    private static final int START_TRIES = 100;

    private final Path programs;
    private final Path data;
    private final int port;
    private final Thread hook = new Thread(this::destroy, "end-own-server");

    private OwnServer(Path programs, Path data, int port) {
        this.programs = programs;
        this.data = data;
        this.port = port;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Makes and starts one with these lines in its postgresql.conf, besides those for durability.
     */
    static OwnServer create(String... settings) throws IOException {
        return create(TestServer.majorVersion(), settings);
    }

    /** The same of another major version. */
    static OwnServer create(int majorVersion, String... settings) throws IOException {
        InitializedData model = InitializedData.of(majorVersion);
        Path data = InitializedData.folder("own");
        run(Path.of("/bin"), "cp", "-a", model.data().toString(), data.toString());
        // whose lock is not held may be cleared away by others
        Files.deleteIfExists(data.resolve("epg-lock"));
        OwnServer server = new OwnServer(model.programs(), data, FreePort.find());
        server.configure(settings);
        server.start();
        return server;
    }

    private void configure(String... settings) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "",
                "port = " + port,
                "listen_addresses = '127.0.0.1'",
                "unix_socket_directories = ''",
                "fsync = on",
                "full_page_writes = on",
                "synchronous_commit = on",
                "wal_sync_method = fdatasync",
                "log_min_messages = log"));
        lines.addAll(List.of(settings));
        Files.write(data.resolve("postgresql.conf"), lines, StandardOpenOption.APPEND);
    }

    /** Adds lines to its configuration, which hold from the next start or reload on. */
    void set(String... settings) throws IOException {
        Files.write(data.resolve("postgresql.conf"), List.of(settings), StandardOpenOption.APPEND);
    }

    void reload() {
        run(programs, "pg_ctl", "reload", "-D", data.toString());
    }

    /** Starts it; what was killed may hold its memory for a moment longer. */
    void start() {
        for (int i = 1; ; i++) {
            try {
                run(
                        programs,
                        "pg_ctl",
                        "start",
                        "-D",
                        data.toString(),
                        "-w",
                        "-t",
                        "60",
                        "-l",
                        data + ".log");
                return;
            } catch (AssertionError e) {
                if (i == START_TRIES) {
                    throw e;
                }
                sleep(Duration.ofMillis(100));
            }
        }
    }

    /** Stops it: {@code fast} or {@code immediate}. */
    void stop(String mode) {
        run(programs, "pg_ctl", "stop", "-D", data.toString(), "-m", mode, "-w");
    }

    /** Kills the server's first process, as the machine does when memory runs out. */
    void killPostmaster() throws IOException {
        ProcessHandle postmaster = ProcessHandle.of(postmaster(data)).orElseThrow();
        postmaster.destroyForcibly();
        postmaster.onExit().join();
    }

    /** Kills one process of it. */
    static void kill(long process) {
        ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly);
    }

    boolean isRunning() throws IOException {
        return Files.exists(data.resolve("postmaster.pid"))
                && ProcessHandle.of(postmaster(data)).isPresent();
    }

    /** A standby that follows it, from a copy of its data made while it is stopped. */
    OwnServer standby(String name) throws IOException {
        stop("fast");
        Path copy = Path.of(data + "-" + name);
        run(Path.of("/bin"), "cp", "-a", data.toString(), copy.toString());
        start();
        OwnServer standby = new OwnServer(programs, copy, FreePort.find());
        standby.set(
                "port = " + standby.port,
                "primary_conninfo = 'host=127.0.0.1 port=" + port + " user=" + USER
                        + " application_name=" + name + "'");
        Files.createFile(copy.resolve("standby.signal"));
        standby.start();
        return standby;
    }

    int port() {
        return port;
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    static Properties credentials() {
        Properties properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", USER);
        return properties;
    }

    /** Connections as superuser, each a new one. */
    PGSimpleDataSource dataSource() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url());
        dataSource.setUser(USER);
        dataSource.setPassword(USER);
        return dataSource;
    }

    List<String> query(String sql) throws SQLException {
        try (Connection connection = dataSource().getConnection()) {
            return Rows.of(connection, sql);
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static long postmaster(Path data) throws IOException {
        return Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
    }

    static void sleep(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** As root in a user namespace, as the embedded one does: PostgreSQL does not run as root. */
    static void run(Path folder, String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(folder.resolve(program).normalize().toString());
        command.addAll(List.of(arguments));
        try {
            // a file, because a server that is started would keep a pipe open
            Path said = Files.createTempFile(ZonkyServer.FOLDER, "said", ".txt");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            int code = process.waitFor();
            String text = Files.readString(said);
            Files.delete(said);
            if (code != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void destroy() {
        try {
            if (isRunning()) {
                stop("immediate");
            }
            delete(data);
            Files.deleteIfExists(Path.of(data + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
        destroy();
    }
}
