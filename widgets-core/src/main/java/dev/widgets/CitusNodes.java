package dev.widgets;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What a change of the schema needs to know if the database belongs to a cluster of Citus. */
final class CitusNodes {

    private static final String HAS_CITUS =
            "select to_regclass('pg_catalog.pg_dist_local_group') is not null";

    /** The coordinator has group 0. */
    private static final String IS_WORKER =
            "select exists (select 1 from pg_catalog.pg_dist_local_group l where l.groupid <> 0)";

    /** Citus refuses a transaction that first uses several connections to a node and then one. */
    private static final String ONE_SHARD_AFTER_THE_OTHER =
            "set local citus.multi_shard_modify_mode = 'sequential'";

    private CitusNodes() {}

    /**
     * Prepares the current transaction for a change of the schema.
     *
     * @throws SchemaException if this server is a worker
     */
    static void prepareChange(Connection connection) throws SQLException {
        if (!HistoryScripts.isTrue(connection, HAS_CITUS)) {
            return;
        }
        if (HistoryScripts.isTrue(connection, IS_WORKER)) {
            throw new SchemaException(
                    "This server is a worker of a Citus cluster: change the schema on the"
                            + " coordinator, which changes it on every node. Nothing was changed.",
                    null);
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(ONE_SHARD_AFTER_THE_OTHER);
        }
    }
}
