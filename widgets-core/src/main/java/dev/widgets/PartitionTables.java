package dev.widgets;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the partitions beside the table of widgets, and puts them in its place. */
final class PartitionTables {

    static final Logger LOGGER = LoggerFactory.getLogger(WidgetPartitions.class);

    /** In the order in which a reader of the views takes its locks. */
    private static final String LOCK_TABLE =
            "lock table widgets.widgets, widgets.slots, widgets_store.widgets"
                    + " in access exclusive mode";

    private static final String LOCK_BOTH = """
            lock table widgets.widgets, widgets.slots, widgets_store.widgets_before,
              widgets_store.widgets_partitioned in access exclusive mode""";

    /** So that the new tables get the owner of the old one. */
    private static final String AS_OWNER = """
            select format('set local role %I', pg_catalog.pg_get_userbyid(c.relowner))
            from pg_catalog.pg_class c
            where c.oid in (
              to_regclass('widgets_store.widgets'), to_regclass('widgets_store.widgets_before'))
            """;

    private static final String MOVE_AWAY = """
            alter table widgets_store.widgets rename to widgets_before;
            alter table widgets_store.widgets_before
              rename constraint serial_number_is_unique to serial_number_was_unique;
            create table widgets_store.widgets_partitioned (
              like widgets_store.widgets_before including comments,
              constraint serial_number_is_unique primary key (serial_number)
            ) partition by hash (serial_number)""";

    /** One statement for each partition, with the storage options of the old table. */
    @SuppressWarnings("InlineFormatString")
    private static final String PARTITIONS = """
            select format(
              'create table widgets_store.widgets_%%s partition of widgets_store.widgets_partitioned'
                ' for values with (modulus %%s, remainder %%s)%%s',
              i, %1$s, i,
              case when c.reloptions is not null
                then ' with (' || pg_catalog.array_to_string(c.reloptions, ', ') || ')' end)
            from pg_catalog.pg_class c
            cross join pg_catalog.generate_series(0, %1$s - 1) i
            where c.oid = 'widgets_store.widgets_before'::regclass
            order by i
            """;

    private static final String COMMENT = """
            select format('comment on table widgets_store.widgets_partitioned is %L',
              pg_catalog.obj_description('widgets_store.widgets_before'::regclass, 'pg_class'))
            """;

    private static final String TAKE_PLACE =
            "alter table widgets_store.widgets_partitioned rename to widgets";

    private static final String DROP_OLD = "drop table widgets_store.widgets_before";

    private static final String MOVE_BACK = """
            drop table widgets_store.widgets_partitioned;
            alter table widgets_store.widgets_before
              rename constraint serial_number_was_unique to serial_number_is_unique;
            alter table widgets_store.widgets_before rename to widgets""";

    /** The optional indexes, which are created again. */
    private static final String INDEXES = """
            select x.relname
            from pg_catalog.pg_index i
            join pg_catalog.pg_class x on x.oid = i.indexrelid
            where i.indrelid = 'widgets_store.widgets_before'::regclass and not i.indisprimary
            """;

    private final Connection connection;

    PartitionTables(Connection connection) {
        this.connection = connection;
    }

    /**
     * Creates the partitions, and puts them in the place of the table if that is empty.
     *
     * @return whether it was empty, so that all is done
     */
    boolean begin(int parts) throws SQLException {
        boolean[] isEmpty = {false};
        transaction(LOCK_TABLE, () -> {
            PartitionLayout.refuseAdditions(connection);
            isEmpty[0] = PartitionLayout.isEmpty(connection);
            if (!isEmpty[0]) {
                PartitionLayout.refuseServices(connection);
            }
            executeAll(AS_OWNER);
            execute(MOVE_AWAY);
            executeAll(String.format(Locale.ROOT, PARTITIONS, parts));
            executeAll(COMMENT);
            if (isEmpty[0]) {
                takePlace();
            } else {
                LoadMargin.begin(connection, "widgets_store.widgets_partitioned");
            }
        });
        return isEmpty[0];
    }

    /** Puts the partitions in the place of the table. */
    void finish() throws SQLException {
        transaction(LOCK_BOTH, () -> {
            executeAll(AS_OWNER);
            takePlace();
        });
    }

    private void takePlace() throws SQLException {
        List<String> indexes = PartitionLayout.texts(connection, INDEXES);
        execute(TAKE_PLACE);
        LoadMargin.end(connection);
        for (String view : SqlScripts.views()) {
            execute(view);
        }
        execute(DROP_OLD);
        for (String index : WidgetIndexes.blocking(indexes)) {
            execute(index);
        }
    }

    /** Drops the partitions and gives the old table its name again. */
    void cancel() throws SQLException {
        transaction(LOCK_BOTH, () -> execute(MOVE_BACK));
    }

    @FunctionalInterface
    private interface Work {
        void run() throws SQLException;
    }

    private void transaction(String lock, Work work) throws SQLException {
        Outcome.Phase phase = Outcome.Phase.IN_TRANSACTION;
        connection.setAutoCommit(false);
        try {
            lock(lock);
            work.run();
            phase = Outcome.Phase.COMMIT;
            connection.commit();
        } catch (SQLException e) {
            throw new SqlFailure(e, phase).administering();
        } finally {
            restore();
        }
    }

    private void lock(String lock) throws SQLException {
        try {
            execute(lock);
        } catch (SQLException e) {
            if (DatabaseError.of(e) == DatabaseError.LOCK_TIMEOUT) {
                connection.rollback();
                throw PartitionLayout.inUse(connection, e);
            }
            throw e;
        }
    }

    private void restore() {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            LOGGER.debug("The transaction has ended already", e);
        }
    }

    /** Executes the statements that a query returns. */
    private void executeAll(String query) throws SQLException {
        for (String sql : PartitionLayout.texts(connection, query)) {
            execute(sql);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
