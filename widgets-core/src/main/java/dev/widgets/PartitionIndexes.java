package dev.widgets;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The optional indexes of a partitioned table, which PostgreSQL cannot create concurrently as a
 * whole. Each partition gets an index of its own concurrently. The index of the table exists before
 * but is invalid; it becomes valid when those of all partitions are attached.
 */
record PartitionIndexes(Connection connection) implements IndexStatements {

    private static final int ATTEMPTS = 30;

    /** Operations queue behind a lock on the table that is waited for. */
    private static final String SHORT_WAIT = "set local lock_timeout = '1s'";

    private static final String PARTITIONS = """
            select c.relname
            from pg_catalog.pg_partition_tree('widgets_store.widgets') t
            join pg_catalog.pg_class c on c.oid = t.relid
            where t.isleaf
            order by c.relname
            """;

    /** Whether the index of a partition belongs to the index of the table. */
    private static final String ATTACHED = """
            select c.relname
            from pg_catalog.pg_inherits h
            join pg_catalog.pg_class c on c.oid = h.inhrelid
            where h.inhparent = to_regclass('widgets_store.' || ?)
            """;

    @Override
    public void create(String name, String statement) throws SQLException {
        TableIndexes indexes = new TableIndexes(connection);
        shortly(statement
                .replaceFirst(" concurrently ", " ")
                .replaceFirst(" on widgets_store.widgets", " on only widgets_store.widgets"));
        List<String> attached = PartitionLayout.texts(connection, ATTACHED, name);
        for (String partition : PartitionLayout.texts(connection, PARTITIONS)) {
            String one = name + partition.substring("widgets".length());
            if (!attached.contains(one)) {
                indexes.create(
                        one,
                        statement
                                .replaceFirst("exists " + name, "exists " + one)
                                .replaceFirst(
                                        "widgets_store.widgets", "widgets_store." + partition));
                shortly("alter index widgets_store." + name + " attach partition widgets_store."
                        + one);
            }
        }
    }

    @Override
    public void drop(String name) throws SQLException {
        List<String> attached = PartitionLayout.texts(connection, ATTACHED, name);
        shortly("drop index widgets_store." + name);
        TableIndexes indexes = new TableIndexes(connection);
        for (String partition : PartitionLayout.texts(connection, PARTITIONS)) {
            String one = name + partition.substring("widgets".length());
            if (!attached.contains(one)) {
                indexes.drop(one);
            }
        }
    }

    /**
     * Executes a statement that locks the table for a moment, without waiting for the lock long.
     */
    private void shortly(String sql) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(SHORT_WAIT);
                statement.execute(sql);
                connection.commit();
                return;
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || DatabaseError.of(e) != DatabaseError.LOCK_TIMEOUT) {
                    throw e;
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            Backoff.pause(attempt);
        }
    }
}
