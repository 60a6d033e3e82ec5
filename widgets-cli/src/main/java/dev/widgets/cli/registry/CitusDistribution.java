package dev.widgets.cli.registry;

import dev.widgets.CitusFunctions;
import dev.widgets.cli.console.CommandException;
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
 * Distributes the tables of the registry over the nodes of a cluster of Citus, or brings them back.
 * Each step can be repeated. The lock of migrations keeps others from changing the schema.
 *
 * @param dataSource connects to the coordinator
 */
record CitusDistribution(DataSource dataSource) {

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

    @FunctionalInterface
    private interface Work {
        void run(Connection connection) throws SQLException;
    }

    /**
     * Distributes what is not distributed yet, in one transaction.
     *
     * @throws CommandException if other transactions do not end
     */
    void distribute(int shards) throws SQLException {
        CitusFunctions functions = CitusFunctions.over(dataSource);
        List<Integer> older = functions.prepare(PATIENCE);
        try {
            if (!older.isEmpty()) {
                throw CommandException.failure("Transactions have been in progress for more than "
                        + PATIENCE.toSeconds() + " s, in the processes " + older
                        + " of pg_stat_activity. Wait for them or end them, then repeat the"
                        + " command. Nothing was distributed.");
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

    /** Brings all rows back into tables of the coordinator, in one transaction. */
    void undo() throws SQLException {
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
