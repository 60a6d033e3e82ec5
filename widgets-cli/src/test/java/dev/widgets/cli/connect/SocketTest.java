package dev.widgets.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.widgets.TimeLimits;
import dev.widgets.WidgetPool;
import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.database.Destination;
import dev.widgets.cli.database.DestinationSearch;
import dev.widgets.cli.fixture.Terminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections over Unix sockets, and servers that are slow. */
class SocketTest {

    private static final TimeLimits SHORT = new TimeLimits(
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2));
    private static final String FOLDERS = "widgets.socketFolders";

    private static TwoServers servers;

    @TempDir
    private Path home;

    @BeforeAll
    static void start() throws IOException, InterruptedException, SQLException {
        servers = TwoServers.shared();
    }

    @AfterEach
    void usualFolders() {
        System.clearProperty(FOLDERS);
    }

    private static String url(String more) {
        return "jdbc:postgresql:///commands?user=trusted&host=" + servers.sockets + "&port="
                + servers.one + more;
    }

    private static Connection connect(String more) throws SQLException {
        return WidgetPool.connections(url(more), new Properties(), SHORT).getConnection();
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void commands_run_over_a_unix_socket() {
        Terminal terminal = new Terminal()
                .with("PGHOST", servers.sockets.toString())
                .with("PGPORT", String.valueOf(servers.one))
                .with("PGUSER", "trusted")
                .with("PGDATABASE", "commands");
        for (String[] command : new String[][] {
            {"migrate"},
            {
                "torture",
                "--duration",
                "3s",
                "--history",
                home.resolve("calls.tsv").toString()
            },
            {"add", "W1", "pump", "P"},
            {"show", "W1"},
            {"doctor"},
            {"bench", "--duration", "1s", "--warmup", "0s", "--widgets", "100", "--clients", "2"},
            {"seed", "-n", "100", "--yes"},
            {"verify"}
        }) {
            assertThat(terminal.run(command))
                    .as(command[0])
                    .satisfies(screen -> assertThat(screen.exitCode())
                            .as(screen.toString())
                            .isIn(
                                    command[0].equals("doctor")
                                            ? new Integer[] {0, 3}
                                            : new Integer[] {0}));
        }
    }

    @Test
    void a_pool_over_a_unix_socket_cancels_statements() throws SQLException {
        try (HikariDataSource pool = WidgetPool.open(url(""), new Properties(), 2, SHORT);
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(value(connection, "show statement_timeout")).isEqualTo("1s");
            statement.setQueryTimeout(1);
            assertThatThrownBy(() ->
                            statement.execute("set statement_timeout = 0; select pg_sleep(30)"))
                    .hasMessageContaining("canceling statement due to user request");
            assertThat(value(connection, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void an_answer_that_does_not_come_over_a_unix_socket_ends_the_connection() throws SQLException {
        try (Connection connection = connect("&options=-cstatement_timeout=0");
                Statement statement = connection.createStatement()) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> statement.execute("select pg_sleep(30)"))
                    .hasRootCauseMessage("Read timed out");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(1900), Duration.ofSeconds(10));
        }
    }

    @Test
    void a_unix_socket_carries_more_than_its_buffers() throws SQLException {
        try (Connection connection = connect("&options=-cstatement_timeout=0&socketTimeout=60")) {
            assertThat(value(connection, "select repeat('x', 5000000)")).hasSize(5_000_000);
            String text = "y".repeat(5_000_000);
            try (var statement = connection.prepareStatement("select length(?)")) {
                statement.setString(1, text);
                ResultSet row = statement.executeQuery();
                row.next();
                assertThat(row.getInt(1)).isEqualTo(5_000_000);
            }
        }
    }

    @Test
    void an_interrupted_thread_keeps_its_unix_socket() throws SQLException {
        try (Connection connection = connect("")) {
            Thread.currentThread().interrupt();
            assertThat(value(connection, "select pg_sleep(0.1)::text || 1")).isEqualTo("1");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(value(connection, "select 2")).isEqualTo("2");
        }
    }

    @Test
    void closing_a_unix_socket_ends_the_wait_for_an_answer() throws Exception {
        Connection connection = connect("&options=-cstatement_timeout=0&socketTimeout=60");
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return value(connection, "select pg_sleep(30)");
            } catch (SQLException e) {
                return "ended";
            }
        });
        TimeUnit.MILLISECONDS.sleep(300);
        connection.abort(Runnable::run);
        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("ended");
    }

    @Test
    void the_server_on_this_machine_is_the_default_for_a_user_whom_it_accepts() throws Exception {
        Path folder = Files.createDirectory(home.resolve("run"));
        Files.createSymbolicLink(
                folder.resolve(".s.PGSQL.5432"),
                servers.sockets.resolve(".s.PGSQL." + servers.one));
        System.setProperty(FOLDERS, folder.toString());
        Destination destination = unnamed(TwoServers.peer());
        assertThat(destination.describe())
                .isEqualTo("jdbc:postgresql:///" + TwoServers.peer() + "?host=" + folder + " as "
                        + TwoServers.peer());
        try (Connection connection = ((Destination.Server) destination)
                .connection()
                .dataSource(SHORT)
                .getConnection()) {
            assertThat(value(connection, "select current_user")).isEqualTo(TwoServers.peer());
        }
        assertThat(unnamed("alice")).isInstanceOf(Destination.Embedded.class);
        Files.createDirectories(home.resolve("data/widgets/postgresql"));
        assertThat(unnamed(TwoServers.peer())).isInstanceOf(Destination.Embedded.class);
        System.setProperty(FOLDERS, home.toString());
        assertThat(unnamed(TwoServers.peer())).isInstanceOf(Destination.Embedded.class);
    }

    private Destination unnamed(String user) {
        return new DestinationSearch(new CliEnvironment(
                        Map.of("XDG_DATA_HOME", home.resolve("data").toString()),
                        home.toString(),
                        user,
                        System.out,
                        System.err,
                        false,
                        false,
                        false,
                        () -> 100))
                .find(new ConnectionOptions(Optional.empty(), Optional.empty(), false));
    }

    @Test
    void a_server_that_is_slow_to_answer_the_request_for_tls_gets_nothing_in_plain_text()
            throws Exception {
        try (ServerSocket slow = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<byte[]> sent = CompletableFuture.supplyAsync(() -> first(slow));
            long start = System.nanoTime();
            assertThatThrownBy(() -> WidgetPool.connections(
                                    "jdbc:postgresql://127.0.0.1:" + slow.getLocalPort()
                                            + "/app?user=me&connectTimeout=1",
                                    new Properties(),
                                    SHORT)
                            .getConnection())
                    .hasMessage("server 127.0.0.1:" + slow.getLocalPort()
                            + " did not answer within 1 s");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(900), Duration.ofMillis(1900));
            // the request for TLS alone, and no second connection after the driver gave up
            assertThat(sent.get(20, TimeUnit.SECONDS)).containsExactly(0, 0, 0, 8, 4, 210, 22, 47);
            slow.setSoTimeout(3_000);
            assertThatThrownBy(slow::accept).hasMessageContaining("timed out");
        }
    }

    /** Reads all that the first client sends. */
    private static byte[] first(ServerSocket server) {
        try (Socket client = server.accept()) {
            return client.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
