package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.widgets.FailedException;
import dev.widgets.FaultyProxy;
import dev.widgets.Ports;
import dev.widgets.WidgetPool;
import dev.widgets.WidgetRepository;
import dev.widgets.cli.connect.ServerConnection;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.CommandProcess;
import dev.widgets.cli.fixture.DataFolderServer;
import dev.widgets.cli.fixture.PreparedFolder;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A primary and a standby behind an address that moves. The last test promotes the standby. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServeStandbyTest {

    private static final String ONE = "/rpc/get_widget?serial_number=W-1";

    @TempDir
    static Path folder;

    private static DataFolderServer primary;
    private static DataFolderServer standby;
    private static int number;

    @BeforeAll
    static void start() throws Exception {
        primary = DataFolderServer.healthy(folder.resolve("primary"));
        Served.prepared(primary.database());
        primary.database().execute("select widgets.add_widget('W-1', 'pump', '{P}')");
        standby = DataFolderServer.standby(folder.resolve("standby"), primary, "follower");
        CommandProcess.await(
                "the standby has caught up",
                () -> standby.database()
                        .query("select count(*) from widgets_store.widgets"
                                + " where serial_number = 'W-1'")
                        .equals("1"));
    }

    @AfterAll
    static void end() throws Exception {
        standby.close();
        primary.close();
        PreparedFolder.unlink(folder.resolve("standby"));
    }

    private static int port(DataFolderServer server) {
        return Integer.parseInt(
                server.database().connection().url().replaceFirst("^.*:(\\d+)/.*$", "$1"));
    }

    private static String url(int... ports) {
        StringBuilder hosts = new StringBuilder();
        for (int port : ports) {
            hosts.append(hosts.isEmpty() ? "" : ",").append("127.0.0.1:").append(port);
        }
        return "jdbc:postgresql://" + hosts + "/postgres";
    }

    private static Properties owner() {
        return primary.database().connection().properties();
    }

    /** An address that moves: open connections stay where they are. */
    private static FaultyProxy addressOf(DataFolderServer server) throws Exception {
        return FaultyProxy.inFrontOf("127.0.0.1", port(server));
    }

    private static Served serveAt(FaultyProxy address, String... options) throws Exception {
        return Served.on(
                new CommandDatabase(new ServerConnection(url(address.port()), owner())), options);
    }

    private static HttpResponse<String> add(Served served, String... headers) {
        return served.post(
                "/rpc/add_widget",
                "{\"serial_number\":\"N-" + ++number + "\",\"name\":\"\",\"ports\":[\"P\"]}",
                headers);
    }

    @Test
    @Order(1)
    void a_service_on_a_standby_answers_reads_and_says_that_it_is_read_only() throws Exception {
        try (FaultyProxy address = addressOf(standby);
                Served served = serveAt(address)) {
            CommandProcess.await(
                    "it knows", () -> served.admin("/ready").body().contains("read-only"));
            assertThat(served.admin("/ready").statusCode()).isEqualTo(200);
            assertThat(served.get(ONE).body()).contains("pump");
            for (String[] headers : new String[][] {{}, {"Idempotency-Key", "k1"}}) {
                HttpResponse<String> refused = add(served, headers);
                assertThat(refused.body()).contains("\"25006\"");
                assertThat(refused.statusCode()).isEqualTo(405);
            }
            assertThat(served.admin("/ready").statusCode()).isEqualTo(200);
            assertThat(served.metrics())
                    .containsPattern("widgets_database_replay_lag_seconds [0-9.]+\n");
            assertThat(served.notices())
                    .containsExactly("The database accepts no writes: only reads are served.");

            address.leadTo(port(primary));
            CommandProcess.await("it writes", () -> add(served).statusCode() == 200);
            CommandProcess.await("it knows", () -> served.admin("/ready").body().equals("ready\n"));
        }
    }

    @Test
    @Order(2)
    void a_service_that_only_reads_prefers_the_standby_and_does_not_write_to_a_primary()
            throws Exception {
        try (FaultyProxy address = addressOf(primary);
                Served served = serveAt(address, "--read-only")) {
            CommandProcess.await(
                    "it knows", () -> served.admin("/ready").body().contains("read-only"));
            assertThat(served.get(ONE).body()).contains("pump");
            for (String[] headers : new String[][] {{}, {"Idempotency-Key", "k2"}}) {
                HttpResponse<String> refused = add(served, headers);
                assertThat(refused.body()).contains("\"25006\"");
                assertThat(refused.statusCode()).isEqualTo(405);
            }
            assertThat(served.metrics()).contains("widgets_database_replay_lag_seconds NaN\n");
        }
        String both = url(port(primary), port(standby));
        ServerConnection connection = new ServerConnection(both, owner()).preferringStandbys();
        try (Connection reading = connection.dataSource(CommandLimits.BRIEF).getConnection();
                Statement statement = reading.createStatement();
                ResultSet row = statement.executeQuery("select pg_is_in_recovery()")) {
            row.next();
            assertThat(row.getBoolean(1)).isTrue();
        }
    }

    @Test
    @Order(3)
    void writes_that_reach_a_standby_after_a_failover_are_503_until_the_primary_is_found()
            throws Exception {
        try (FaultyProxy address = addressOf(primary);
                Served served = serveAt(address)) {
            CommandProcess.await("it writes", () -> add(served).statusCode() == 200);
            address.leadTo(port(standby));
            primary.database()
                    .execute("select pg_terminate_backend(pid) from pg_stat_activity"
                            + " where usename = 'authenticator'");
            CommandProcess.await("it has moved", () -> {
                HttpResponse<String> answer = add(served);
                assertThat(answer.statusCode()).as(answer.body()).isIn(200, 500, 503);
                return answer.body().contains("SERVE014");
            });
            for (String[] headers : new String[][] {{}, {"Idempotency-Key", "k1"}}) {
                HttpResponse<String> refused = add(served, headers);
                assertThat(refused.body()).contains("SERVE014", "Nothing was done");
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            }
            // a write in a transaction that is read-only by choice is no failover
            assertThat(served.get("/rpc/remove_widget?serial_number=W-1").statusCode())
                    .isEqualTo(405);
            CommandProcess.await("reads go on", () -> served.get(ONE).statusCode() == 200);
            CommandProcess.await("it is ready, in a way", () -> {
                HttpResponse<String> ready = served.admin("/ready");
                return ready.statusCode() == 200 && ready.body().contains("read-only");
            });

            address.leadTo(port(primary));
            CommandProcess.await("it writes again", () -> add(served).statusCode() == 200);
        }
    }

    @Test
    @Order(4)
    void a_pool_of_the_library_leaves_a_server_that_has_become_read_only() throws Exception {
        try (FaultyProxy address = addressOf(standby);
                HikariDataSource pool =
                        WidgetPool.open(url(address.port()), owner(), 1, CommandLimits.OPERATION)) {
            WidgetRepository widgets = WidgetRepository.over(pool);
            assertThatExceptionOfType(FailedException.class)
                    .isThrownBy(() -> widgets.add("L-1", "", Ports.parse("P")))
                    .withMessageContaining("read-only");
            address.leadTo(port(primary));
            CommandProcess.await("the primary is found", () -> {
                try {
                    widgets.add("L-1", "", Ports.parse("P"));
                    return true;
                } catch (FailedException e) {
                    return false;
                }
            });
        }
    }

    @Test
    @Order(5)
    void the_primary_among_several_hosts_is_connected_to_unless_the_url_says_otherwise() {
        String both = url(port(standby), port(primary));
        try (HikariDataSource pool = WidgetPool.open(both, owner(), 1, CommandLimits.OPERATION)) {
            WidgetRepository.over(pool).add("L-2", "", Ports.parse("P"));
        }
        try (HikariDataSource pool = WidgetPool.open(
                both + "?targetServerType=any", owner(), 1, CommandLimits.OPERATION)) {
            WidgetRepository widgets = WidgetRepository.over(pool);
            assertThatExceptionOfType(FailedException.class)
                    .isThrownBy(() -> widgets.add("L-3", "", Ports.parse("P")));
        }
    }

    @Test
    @Order(6)
    void a_standby_that_is_promoted_is_noticed() throws Exception {
        try (FaultyProxy address = addressOf(standby);
                Served served = serveAt(address)) {
            CommandProcess.await(
                    "it knows", () -> served.admin("/ready").body().contains("read-only"));
            standby.database().query("select pg_promote(true, 60)");
            CommandProcess.await("it writes", () -> add(served).statusCode() == 200);
            CommandProcess.await("it knows", () -> served.admin("/ready").body().equals("ready\n"));
            assertThat(served.notices()).contains("The database accepts writes.");
        }
    }
}
