package dev.widgets;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Creates and drops an optional index while operations go on. */
sealed interface IndexStatements permits TableIndexes, PartitionIndexes {

    /**
     * Creates an index that does not exist or is invalid.
     *
     * @param statement creates it concurrently on one table
     */
    void create(String name, String statement) throws SQLException;

    /** Drops an index that exists. */
    void drop(String name) throws SQLException;

    static IndexStatements of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select c.relkind = 'p'
                        from pg_catalog.pg_class c
                        where c.oid = 'widgets_store.widgets'::regclass
                        """)) {
            return row.next() && row.getBoolean(1)
                    ? new PartitionIndexes(connection)
                    : new TableIndexes(connection);
        }
    }
}
