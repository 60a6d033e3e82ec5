package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A database for one test class, dropped when the class is done:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final TestDatabase database = TestDatabase.migrated();
 * }</pre>
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private static final String OTHER_CONNECTIONS = """
            select pid, application_name, state, query
            from pg_stat_activity
            where datname = current_database()
              and backend_type = 'client backend'
              and application_name not like 'citus_internal%'
              and pid <> pg_backend_pid()""";

    /** The sessions that wait for a lock. */
    private static final String WAITING =
            "select l.pid from pg_catalog.pg_locks l where not l.granted";

    /** The same where they may wait on another node, whose process has another number. */
    private static final String WAITING_ON_NODES = """
            select (l.global_pid % 10000000000)::integer as pid
            from pg_catalog.citus_locks l
            where not l.granted""";

    private static final String DEADLOCKS =
            "select deadlocks from pg_stat_database where datname = current_database()";

    private final boolean migrated;
    private boolean distributed;
    private String name = "not_created";
    private int users;
    private int deadlocks;

    private TestDatabase(boolean migrated) {
        this.migrated = migrated;
    }

    /**
     * A database with the schema of the registry and no widgets. In a test class that is annotated
     * with {@link Partitioned} its table is partitioned; in one with {@link Distributed} it is on
     * the nodes of a {@link CitusServer}.
     */
    public static TestDatabase migrated() {
        return new TestDatabase(true);
    }

    /** A database with nothing in it. */
    public static TestDatabase withoutSchema() {
        return new TestDatabase(false);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws SQLException {
        if (users++ > 0) {
            return; // a nested class uses the database of the class around it
        }
        Class<?> testClass = context.getRequiredTestClass();
        deadlocks = 0;
        distributed = testClass.isAnnotationPresent(Distributed.class);
        name = distributed
                ? citus().createDistributed()
                : create(
                        migrated
                                ? Template.name(testClass.isAnnotationPresent(Partitioned.class))
                                : "template0");
    }

    private static String create(String template) throws SQLException {
        String name = "test_" + COUNT.incrementAndGet();
        TestServer.get().execute("create database " + name + " template " + template);
        return name;
    }

    /** Creates a database with the schema, which stays until the server is stopped. */
    public static String createMigrated() throws SQLException {
        return create(Template.name(false));
    }

    /** Creates a database with nothing in it, which stays until the server is stopped. */
    public static String createEmpty() throws SQLException {
        return create("template0");
    }

    @Override
    public void afterAll(ExtensionContext context) throws SQLException {
        if (--users > 0) {
            return;
        }
        if (distributed) {
            citus().drop(name);
        } else {
            TestServer.get().execute("drop database " + name + " with (force)");
        }
    }

    private static CitusServer citus() {
        return CitusServer.find().orElseThrow();
    }

    private TestServer server() {
        return distributed ? citus().coordinator() : TestServer.get();
    }

    public String name() {
        return name;
    }

    /** Returns whether the table of widgets is on several nodes. */
    boolean isDistributed() {
        return distributed;
    }

    /** Returns a query of the processes of this server whose sessions wait for a lock. */
    String waiting() {
        return distributed ? WAITING_ON_NODES : WAITING;
    }

    /** The JDBC URL, without a user. */
    public String url() {
        return server().url(name);
    }

    /** The superuser, who owns the schema. */
    public String user() {
        return server().user();
    }

    public String password() {
        return server().password();
    }

    /** Connections as superuser, each a new one. */
    public DataSource dataSource() {
        return dataSource(user(), password());
    }

    /** Connections as another role, each a new one. */
    public DataSource dataSource(String user, String password) {
        return server().dataSource(name, user, password);
    }

    /** Opens a connection as superuser. */
    public Connection connect() throws SQLException {
        return dataSource().getConnection();
    }

    /** Executes statements as superuser. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The rows of a query as superuser, their columns joined by a bar; null is written as such. */
    public List<String> query(String sql) throws SQLException {
        try (Connection connection = connect()) {
            return Rows.of(connection, sql);
        }
    }

    /** Removes all widgets, whatever state they are in. */
    public void empty() throws SQLException {
        execute("truncate widgets_store.widgets");
    }

    /** Removes all widgets and seeding runs. */
    public void emptyWithRuns() throws SQLException {
        execute(
                "truncate widgets_store.widgets, widgets_store.seed_runs, widgets_store.seed_blocks");
    }

    /** Removes the registry, and what hosts have in the tests of migrations. */
    public void dropSchemas() throws SQLException {
        execute("""
                drop schema if exists widgets, widgets_admin, widgets_store, host cascade;
                drop table if exists public.flyway_schema_history, public.orders;
                """);
    }

    /**
     * Asserts the invariants of the registry: by its own check, and by another query over the
     * table.
     */
    public void assertSound() throws SQLException {
        try (Connection connection = connect()) {
            assertThat(Rows.of(connection, "select * from widgets_admin.check_integrity()"))
                    .as("check_integrity()")
                    .isEmpty();
            assertThat(Rows.of(connection, Invariants.VIOLATIONS))
                    .as("violated invariants")
                    .isEmpty();
        }
    }

    /**
     * Asserts that the server has counted no deadlock in this database. A connection reports what
     * it has seen when it is closed, so all of them must be by now, those of pools included.
     */
    public void assertNoDeadlocks() throws SQLException {
        try (Connection connection = connect()) {
            Await.until(
                    "all other connections are closed",
                    () -> Rows.of(connection, OTHER_CONNECTIONS).isEmpty());
            int before = deadlocks;
            deadlocks = Integer.parseInt(Rows.of(connection, DEADLOCKS).get(0));
            assertThat(deadlocks - before).as("deadlocks").isZero();
        }
    }
}
