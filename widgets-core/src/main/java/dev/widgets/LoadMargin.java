package dev.widgets;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a bulk load fill the pages of the table of widgets less than the fillfactor of the table
 * allows. PostgreSQL prunes a page on a visit if it has less free space than the fillfactor leaves
 * (heap_page_prune_opt in pruneheap.c). So each update of a page that was filled up to the
 * fillfactor leads to pruning; with this margin, every fifth does.
 *
 * <p>A table with another fillfactor than that of the schema is left as it is. A load of several
 * transactions that was killed leaves the lower fillfactor behind, which the next one resets.
 */
public final class LoadMargin {

    private static final Logger LOGGER = LoggerFactory.getLogger(LoadMargin.class);

    /** The fillfactor of migration 1. */
    private static final String USUAL = "85";

    /** Leaves room for five more row versions. No other program is likely to choose this value. */
    private static final String LOADING = "79";

    private static final String TABLE = "widgets_store.widgets";

    /** Vacuum may hold the same lock for a long time. */
    private static final String SHORT_WAIT = "set local lock_timeout = '2s'";

    private static final String CHANGES = """
            with t as (select to_regclass(?) as root)
            select format('alter table %s set (fillfactor = %s)', c.oid::regclass, ?::text)
            from pg_catalog.pg_class c
            where c.oid in (
                select t.root
                from t
                union
                select p.relid
                from t, pg_catalog.pg_partition_tree(t.root) p
              )
              and 'fillfactor=' || ? = any (c.reloptions)
            order by c.relname
            """;

    private LoadMargin() {}

    /**
     * Lowers the fillfactor in a transaction of the owner that loads widgets and then calls
     * {@link #end(Connection)}. If it is rolled back, nothing has changed. It locks the table
     * against vacuum and changes of the schema.
     *
     * @throws SQLException if the table cannot be altered
     */
    public static void begin(Connection connection) throws SQLException {
        begin(connection, TABLE);
    }

    /** Does the same for a table that will take the place of the table of widgets. */
    static void begin(Connection connection, String table) throws SQLException {
        change(connection, table, USUAL, LOADING);
    }

    /**
     * Resets the fillfactor.
     *
     * @throws SQLException if the table cannot be altered
     */
    public static void end(Connection connection) throws SQLException {
        change(connection, TABLE, LOADING, USUAL);
    }

    static void begin(DataSource dataSource) {
        change(dataSource, USUAL, LOADING);
    }

    static void end(DataSource dataSource) {
        change(dataSource, LOADING, USUAL);
    }

    /** Logs a failure only: without the margin, the load works, and later updates are slower. */
    private static void change(DataSource dataSource, String from, String to) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(SHORT_WAIT);
                change(connection, TABLE, from, to);
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            LOGGER.debug("The fillfactor of the table of widgets could not be changed", e);
        }
    }

    private static void change(Connection connection, String table, String from, String to)
            throws SQLException {
        List<String> alterations = PartitionLayout.texts(connection, CHANGES, table, to, from);
        try (Statement statement = connection.createStatement()) {
            for (String alteration : alterations) {
                statement.execute(alteration);
            }
        }
    }
}
