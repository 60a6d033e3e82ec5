package dev.widgets;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a bulk load fill the pages of the table of widgets less than the fillfactor of the table
 * allows. PostgreSQL prunes a page on a visit if it has less free space than the fillfactor leaves
 * (heap_page_prune_opt in pruneheap.c). So each update of a page that was filled up to the
 * fillfactor leads to pruning; with this margin, every fifth does.
 *
 * <p>A table with another fillfactor than that of the schema is left as it is. A load that was
 * killed leaves the lower fillfactor behind, which the next load resets.
 */
final class LoadMargin {

    private static final Logger LOGGER = LoggerFactory.getLogger(LoadMargin.class);

    /** The fillfactor of migration 1. */
    private static final int USUAL = 85;

    /** Leaves room for five more row versions. No other program is likely to choose this value. */
    private static final int LOADING = 79;

    /** Vacuum may hold the same lock for a long time. */
    private static final String SHORT_WAIT = "set local lock_timeout = '2s'";

    @SuppressWarnings("InlineFormatString")
    private static final String CHANGES = """
            select format('alter table %%s set (fillfactor = %2$d)', c.oid::regclass)
            from pg_catalog.pg_class c
            where c.oid in (
                select 'widgets_store.widgets'::regclass
                union
                select t.relid
                from pg_catalog.pg_partition_tree('widgets_store.widgets') t
              )
              and 'fillfactor=%1$d' = any (c.reloptions)
            order by c.relname
            """;

    private LoadMargin() {}

    static void begin(DataSource dataSource) {
        change(dataSource, String.format(Locale.ROOT, CHANGES, USUAL, LOADING));
    }

    static void end(DataSource dataSource) {
        change(dataSource, String.format(Locale.ROOT, CHANGES, LOADING, USUAL));
    }

    /** Logs a failure only: without the margin, the load works, and later updates are slower. */
    private static void change(DataSource dataSource, String changes) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                List<String> alterations = PartitionLayout.texts(connection, changes);
                statement.execute(SHORT_WAIT);
                for (String alteration : alterations) {
                    statement.execute(alteration);
                }
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            LOGGER.debug("The fillfactor of the table of widgets could not be changed", e);
        }
    }
}
