package dev.widgets.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The environment of a measurement.
 *
 * @param software the versions
 * @param machine the machine that runs this program
 * @param server the location of PostgreSQL
 * @param settings the relevant settings of the server
 */
public record Circumstances(
        Map<String, String> software, String machine, String server, Map<String, String> settings) {

    private static final List<String> SETTINGS = List.of(
            "fsync",
            "synchronous_commit",
            "full_page_writes",
            "wal_sync_method",
            "wal_level",
            "wal_compression",
            "commit_delay",
            "shared_buffers",
            "wal_buffers",
            "max_wal_size",
            "checkpoint_timeout",
            "max_connections");

    /** Reads the environment from the server and this JVM. */
    public static Circumstances read(DataSource dataSource, String widgets) throws SQLException {
        Map<String, String> software = new LinkedHashMap<>();
        software.put("widgets", widgets);
        software.put(
                "java",
                System.getProperty("java.version") + " (" + System.getProperty("java.vm.name")
                        + ")");
        try (Connection connection = dataSource.getConnection()) {
            software.put(
                    "postgresql", text(connection, "select current_setting('server_version')"));
            boolean near = text(connection, """
                    select coalesce(inet_server_addr() = inet_client_addr(), true)::text
                    """).equals("true");
            return new Circumstances(
                    software,
                    thisMachine(),
                    near ? "on the same machine" : "on another machine",
                    settings(connection));
        }
    }

    private static Map<String, String> settings(Connection connection) throws SQLException {
        Map<String, String> settings = new LinkedHashMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement("select current_setting(?, true)")) {
            for (String name : SETTINGS) {
                statement.setString(1, name);
                try (ResultSet row = statement.executeQuery()) {
                    String value = row.next() ? row.getString(1) : null;
                    if (value != null) {
                        settings.put(name, value);
                    }
                }
            }
        }
        return settings;
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    private static String thisMachine() {
        int cores = Runtime.getRuntime().availableProcessors();
        return cores + (cores == 1 ? " core" : " cores")
                + processor().map(name -> " (" + name + ")").orElse("") + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch");
    }

    /** Returns the processor name, if the operating system provides it. */
    private static Optional<String> processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.replaceFirst("[^:]*:", "").strip())
                    .findFirst();
        } catch (IOException | java.io.UncheckedIOException e) {
            return Optional.empty();
        }
    }
}
