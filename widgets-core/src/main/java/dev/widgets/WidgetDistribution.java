package dev.widgets;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Distributes the tables of the registry over the nodes of a Citus cluster, or brings them back.
 * {@code widgets distribute} also checks the cluster and sets up the roles.
 *
 * <p>The rows are copied in one transaction, which writing operations wait for until their lock
 * time limit. Each step can be repeated. The lock on migrations keeps others from changing the
 * schema.
 *
 * <p><b>Threads.</b> It may be used by any number of threads at once.
 */
public final class WidgetDistribution {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The letters of "widgets", as in {@code sql/roles.sql}. */
    private static final String LOCK = "select pg_advisory_xact_lock(x'77696467657473'::bigint)";

    /** Otherwise Citus would use several connections to a node, and refuse later steps. */
    private static final String ONE_SHARD_AFTER_THE_OTHER =
            "set local citus.multi_shard_modify_mode = 'sequential'";

    private static final String METHOD = """
            select coalesce((
              select p.partmethod::text
              from pg_catalog.pg_dist_partition p
              where p.logicalrelid = ?::regclass), '')
            """;

    private static final String DISTRIBUTE_WIDGETS = """
            select create_distributed_table(
              'widgets_store.widgets', 'serial_number', shard_count := ?, colocate_with := 'none')
            """;

    private static final String DISTRIBUTE_KEYS = """
            select create_distributed_table(
              'widgets_store.idempotency_keys', 'key', colocate_with := 'widgets_store.widgets')
            """;

    /** Tables that are changed together with widgets, so that Citus commits both or neither. */
    private static final List<String> LOCAL =
            List.of("widgets_store.seed_runs", "widgets_store.schema_history");

    private static final String ADD_LOCAL =
            "select citus_add_local_table_to_metadata(?::regclass, cascade_via_foreign_keys := true)";

    /** Functions of an installation that is older than the extension. */
    private static final String ONLY_HERE = """
            select p.oid::regprocedure::text
            from pg_catalog.pg_proc p
            join pg_catalog.pg_namespace n on n.oid = p.pronamespace
            where n.nspname in ('widgets', 'widgets_admin', 'widgets_store')
              and not exists (
                select 1
                from pg_catalog.pg_dist_object d
                where d.classid = 'pg_catalog.pg_proc'::regclass and d.objid = p.oid)
            order by 1
            """;

    private static final String PROPAGATE = "select create_distributed_function(?::regprocedure)";

    private static final String HIDE_LOCAL_ROWS =
            "select truncate_local_data_after_distributing_table(?::regclass)";

    private static final String UNDISTRIBUTE =
            "select undistribute_table(?::regclass, cascade_via_foreign_keys := true)";

    private static final String WIDGETS = "widgets_store.widgets";
    private static final String KEYS = "widgets_store.idempotency_keys";

    private final DataSource dataSource;

    private WidgetDistribution(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Returns the distribution of a registry.
     *
     * @param dataSource connects to the coordinator as a superuser, with a time limit for
     *     statements that is long enough to copy all widgets
     */
    public static WidgetDistribution over(DataSource dataSource) {
        return new WidgetDistribution(dataSource);
    }

    @FunctionalInterface
    private interface Work {
        void run(Connection connection) throws SQLException;
    }

    /**
     * Distributes the tables that are not distributed yet, in one transaction.
     *
     * @param shards the number of shards of a table that is not distributed yet
     * @throws FailedException if transactions that began before do not end within 30 s, or the
     *     functions could not be replaced; nothing was distributed
     * @throws SchemaException if this server is a worker; nothing was changed
     * @throws UnknownOutcomeException if the connection was lost; repeat the call
     * @throws SQLException if the database reports another error; repeat the call, which continues
     *     where it stopped
     */
    public void distribute(int shards) throws SQLException {
        CitusFunctions functions = CitusFunctions.over(dataSource);
        List<Integer> older = functions.prepare(PATIENCE);
        try {
            if (!older.isEmpty()) {
                throw new FailedException(
                        "Transactions have been in progress for more than " + PATIENCE.toSeconds()
                                + " s, in the processes " + older
                                + " of pg_stat_activity. Wait for them or end them, then repeat the"
                                + " command. Nothing was distributed.",
                        true,
                        null);
            }
            distributeTables(shards);
        } finally {
            // plain again after a failure; also puts them on nodes that have none
            functions.adapt();
        }
        // the rows that were copied take space here until then; nothing reads them
        for (String table : List.of(WIDGETS, KEYS)) {
            inTransaction(connection -> call(connection, HIDE_LOCAL_ROWS, table));
        }
    }

    private void distributeTables(int shards) throws SQLException {
        inTransaction(connection -> {
            if (!method(connection, WIDGETS).equals("h")) {
                try (PreparedStatement statement =
                        connection.prepareStatement(DISTRIBUTE_WIDGETS)) {
                    statement.setInt(1, shards);
                    statement.execute();
                }
            }
            if (!method(connection, KEYS).equals("h")) {
                execute(connection, DISTRIBUTE_KEYS);
            }
            for (String table : LOCAL) {
                if (method(connection, table).isEmpty()) {
                    call(connection, ADD_LOCAL, table);
                }
            }
            for (String function : column(connection, ONLY_HERE)) {
                call(connection, PROPAGATE, function);
            }
        });
    }

    /**
     * Brings all rows back into tables of the coordinator, in one transaction. Services must be
     * stopped: a read that waits for its end may find no widgets, because its snapshot is older
     * than the new table.
     *
     * @throws SQLException if the database reports an error; repeat the call
     */
    public void undo() throws SQLException {
        List<String> tables = new ArrayList<>(List.of(WIDGETS, KEYS));
        tables.addAll(LOCAL);
        inTransaction(connection -> {
            for (String table : tables) {
                if (!method(connection, table).isEmpty()) {
                    call(connection, UNDISTRIBUTE, table);
                }
            }
        });
        CitusFunctions.over(dataSource).adapt();
    }

    private void inTransaction(Work work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                execute(connection, LOCK);
                execute(connection, ONE_SHARD_AFTER_THE_OTHER);
                work.run(connection);
                connection.commit();
            } catch (SQLException e) {
                rollBack(connection, e);
                throw e;
            }
        }
    }

    private static void rollBack(Connection connection, SQLException reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private static String method(Connection connection, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(METHOD)) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static List<String> column(Connection connection, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                values.add(row.getString(1));
            }
        }
        return values;
    }

    private static void call(Connection connection, String sql, String argument)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, argument);
            statement.execute();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
