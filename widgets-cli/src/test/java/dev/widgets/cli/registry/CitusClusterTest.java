package dev.widgets.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.CitusFunctions;
import dev.widgets.CitusServer;
import dev.widgets.CitusStandIn;
import dev.widgets.Distributed;
import dev.widgets.TestServer;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code widgets distribute}, and the other commands on a registry that it has distributed. */
@Distributed
class CitusClusterTest {

    private static final String CONTENT = """
            select count(*) || ' ' || md5(string_agg(w::text, ' ' order by serial_number))
            from widgets.widgets w
            """;

    private static final String DISTRIBUTED = """
            select string_agg(p.logicalrelid || ' ' || p.partmethod, ', ' order by 1)
            from (select p.logicalrelid::text, p.partmethod::text from pg_dist_partition p) p
            """;

    private static final String PLACES = """
            select count(distinct n.nodeid) || ' ' || count(*)
            from pg_dist_node n
            join pg_dist_placement p on p.groupid = n.groupid and n.groupid <> 0
            join pg_dist_shard s on s.shardid = p.shardid
            where s.logicalrelid = 'widgets_store.widgets'::regclass
            """;

    @TempDir
    private Path folder;

    private CitusServer cluster;
    private CommandDatabase database;

    @BeforeEach
    void create() throws SQLException {
        cluster = CitusServer.find().orElseThrow();
        database = CommandDatabase.on(cluster.coordinator(), cluster::create);
        succeeds("migrate");
    }

    @AfterEach
    void drop() throws SQLException {
        cluster.drop(database.name());
    }

    private Screen run(String... arguments) {
        return Terminal.on(database).run(arguments);
    }

    private Screen succeeds(String... arguments) {
        Screen screen = run(arguments);
        assertThat(screen.exitCode()).as(screen.toString()).isZero();
        return screen;
    }

    private void refuses(String reason, String... arguments) {
        Screen screen = run(arguments);
        assertThat(screen.err()).contains(reason);
        assertThat(screen.exitCode()).as(screen.toString()).isEqualTo(1);
    }

    private CommandDatabase onWorker(int number) {
        TestServer worker = cluster.workers().get(number - 1);
        String name = database.name();
        return CommandDatabase.on(worker, () -> name);
    }

    @Test
    void the_registry_is_on_the_workers_until_it_is_brought_back() throws SQLException {
        succeeds("seed", "-n", "3000", "--associated", "0.6");
        String content = database.query(CONTENT);
        assertThat(succeeds("distribute", "--dry-run").err())
                .containsPattern("Would copy \\d+ MB to 4 shards on 2 workers, and set up the"
                        + " roles\\.\n");
        assertThat(database.query(DISTRIBUTED)).isEqualTo("null");

        assertThat(succeeds("distribute").err())
                .contains("The registry is distributed: 4 shards on 2 workers.\n")
                .contains("The roles are set up on every node.\n");
        assertThat(database.query(CONTENT)).isEqualTo(content);
        assertThat(database.query(PLACES)).isEqualTo("2 4");
        assertThat(succeeds("distribute").err())
                .contains("The registry was distributed already: 4 shards on 2 workers.\n");
        refuses("The registry has 4 shards already.", "distribute", "--shards", "8");
        assertCommandsWork();

        String after = database.query(CONTENT);
        assertThat(succeeds("distribute", "--undo", "--dry-run").err()).contains("Would copy ");
        assertThat(succeeds("distribute", "--undo").err())
                .contains("The registry is on the coordinator again. Run widgets roles.\n");
        assertThat(database.query(CONTENT)).isEqualTo(after);
        assertThat(database.query(DISTRIBUTED)).isEqualTo("null");
        try (Connection connection = database.dataSource().getConnection()) {
            assertThat(CitusFunctions.areInForce(connection)).isFalse();
        }
        succeeds("roles");
        succeeds("add", "X-2", "pump", "PQ");
        assertThat(succeeds("distribute", "--undo").err())
                .contains("The registry is not distributed.\n");
    }

    private void assertCommandsWork() {
        succeeds("add", "X-1", "pump", "PQR");
        succeeds("add", "X-2", "valve", "PQR");
        succeeds("associate", "X-1", "X-2", "Q");
        assertThat(succeeds("show", "X-1").out()).contains("X-2");
        succeeds("remove", "X-2");
        succeeds("verify");
        assertThat(succeeds("list", "--limit", "3").out()).contains("W-0000000001");
        assertThat(succeeds("stats").out()).startsWith("3,001 widgets");
        succeeds("seed", "-n", "200", "--start", "5001");
        succeeds("seed", "--remove", "--run", "2");
        succeeds("migrate", "--repair", "--roles");
        succeeds("bench", "-n", "300", "-c", "4", "--warmup", "100ms", "-d", "1s");
        refuses(CitusStandIn.sentence("the history"), "history", "enable");
        assertThat(run("doctor", "--transaction-seconds", "0").out())
                .contains("All nodes answer, and have the same functions and grants.")
                .contains("Tables, constraints and types match the release.");
    }

    @Test
    void a_cluster_that_is_not_ready_is_refused() throws Exception {
        CommandDatabase worker = onWorker(1);
        Screen screen = Terminal.on(worker).run("migrate");
        assertThat(screen.err()).contains("This server is a worker of a Citus cluster");
        assertThat(screen.exitCode()).isEqualTo(1);
        assertThat(worker.query(
                        "select count(*) from pg_namespace where nspname = 'widgets_store'"))
                .isEqualTo("1");

        TestServer second = cluster.workers().get(1);
        String address = "'" + second.host() + "', " + second.port();
        database.execute("select citus_disable_node(" + address + ", true)");
        refuses("1 nodes of pg_dist_node are not active", "distribute");
        database.execute("select citus_activate_node(" + address + ")");
        database.execute("select citus_set_node_property(nodename, nodeport, 'shouldhaveshards',"
                + " false) from pg_dist_node where groupid <> 0");
        refuses("The cluster has no node that takes shards", "distribute");
        database.execute("select citus_remove_node(nodename, nodeport) from pg_dist_node"
                + " order by groupid desc");
        refuses("The workers do not know the address of the coordinator", "distribute");
        assertThat(database.query(DISTRIBUTED)).isEqualTo("null");
        database.execute("drop extension citus");
        refuses("The extension citus is not installed in this database.", "distribute");
        succeeds("add", "X-1", "pump", "PQR");
    }

    @Test
    void a_worker_does_not_distribute() {
        succeeds("distribute");
        CommandDatabase worker = onWorker(1);
        Screen screen = Terminal.on(worker).run("distribute", "--undo");
        assertThat(screen.err()).contains("This server is a worker. Connect to the coordinator");
        assertThat(screen.exitCode()).isEqualTo(1);
        assertThat(database.query(PLACES)).isEqualTo("2 4");
    }

    @Test
    void the_history_and_transactions_that_do_not_end_stop_it() throws SQLException {
        succeeds("history", "enable");
        refuses("The history is on, which Citus does not support", "distribute");
        succeeds("history", "disable");
        try (Connection other = database.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select widgets_admin.release()");
            refuses("Nothing was distributed.", "distribute");
            assertThat(CitusFunctions.areInForce(other)).isFalse();
            other.rollback();
        }
        assertThat(database.query(DISTRIBUTED)).isEqualTo("null");
        succeeds("distribute", "--shards", "2");
        assertThat(database.query(PLACES)).isEqualTo("2 2");
    }

    @Test
    void the_doctor_compares_the_nodes() {
        succeeds("distribute");
        CommandDatabase worker = onWorker(2);
        worker.execute("set citus.enable_metadata_sync = off;"
                + " set citus.enable_ddl_propagation = off;"
                + " grant execute on function widgets.remove_widget(text) to public");
        assertThat(run("doctor").out()).contains("Everybody may execute 1 functions on the node ");
        worker.execute("set citus.enable_ddl_propagation = off;"
                + " alter function widgets.remove_widget(text) rename to gone");
        Screen screen = run("doctor");
        assertThat(screen.out()).contains(" has other functions than the coordinator.");
        assertThat(screen.exitCode()).isEqualTo(3);
    }

    @Test
    void torture_finds_no_violation() {
        succeeds("distribute");
        Path history = folder.resolve("history.tsv");
        assertThat(succeeds("torture", "-d", "5s", "-n", "40", "--history", history.toString())
                        .out())
                .containsPattern("\ncoalesced +[1-9]")
                .containsPattern("\nhttp +[1-9]")
                .contains("\nPASSED: ");
    }
}
