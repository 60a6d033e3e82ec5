package dev.widgets;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Divides the table of widgets into hash partitions by serial number, on one server. The user must
 * be the owner of the registry or a member of it.
 *
 * <p>An empty table is divided in one transaction. The widgets of any other table are copied in
 * blocks, each in its own transaction, while the registry cannot be used: services have to be
 * stopped before. From the beginning of the copy to its end there is no table
 * {@code widgets_store.widgets}, so that no session can change what has been copied; the views
 * still show the old table. If the copy is interrupted, another call continues it, and
 * {@link #cancel()} returns to the old table.
 *
 * <p><b>Threads.</b> It may be used by any number of threads at once.
 */
public final class WidgetPartitions {

    /** The largest number of partitions: more of them cost time in every statement. */
    public static final int MOST_PARTS = 1024;

    private static final long LOCK = 0x5769_6467_6574_5054L;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final DataSource dataSource;

    private WidgetPartitions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Returns the partitions of a registry.
     *
     * @param dataSource opens connections in autocommit, whose time limit for statements has to be
     *     long: the widgets are counted and the table is vacuumed in one statement
     */
    public static WidgetPartitions over(DataSource dataSource) {
        return new WidgetPartitions(dataSource);
    }

    /** Whether the table is divided. */
    public enum State {
        /** It is one table. */
        WHOLE,
        /** A copy into partitions has begun and is under way or was interrupted. */
        COPYING,
        /** It is divided into partitions. */
        PARTITIONED
    }

    /**
     * The layout of the table.
     *
     * @param state whether it is divided
     * @param parts the number of partitions, 0 for one table
     * @param isEmpty whether there are no widgets
     * @param widgets the number of widgets as PostgreSQL estimates it
     * @param bytes the size of the table and its indexes on disk
     */
    public record Layout(State state, int parts, boolean isEmpty, long widgets, long bytes) {}

    /** Is called after each block of widgets. */
    @FunctionalInterface
    public interface ProgressListener {

        /**
         * Receives the progress.
         *
         * @param copied the number of widgets that were copied, those of earlier calls included
         * @param total the number of all widgets
         */
        void progress(long copied, long total);
    }

    /**
     * Returns the layout of the table.
     *
     * @throws SchemaException if there is no table
     * @throws FailedException if it could not be read
     */
    public Layout layout() {
        try (Connection connection = dataSource.getConnection()) {
            return PartitionLayout.read(connection);
        } catch (SQLException e) {
            throw SqlFailure.administering(e);
        }
    }

    /**
     * Divides the table, or continues a call that was interrupted.
     *
     * @param parts the number of partitions, from 2 to {@value #MOST_PARTS}
     * @return whether there was anything to do
     * @throws IllegalArgumentException if the number of partitions is out of range
     * @throws SchemaException if there is no table, or Citus distributes it; nothing was changed
     * @throws FailedException if it has another number of partitions, other sessions use it, the
     *     user is not its owner, or another error occurred; the message says whether the copy has
     *     begun
     * @throws UnknownOutcomeException if the connection was lost during a commit; repeat the call,
     *     which does no harm
     */
    public boolean partition(int parts, ProgressListener listener) {
        if (parts < 2 || parts > MOST_PARTS) {
            throw new IllegalArgumentException("The number of partitions must be from 2 to "
                    + MOST_PARTS + ", not " + parts + ".");
        }
        return locked(connection -> partition(connection, parts, listener));
    }

    private static boolean partition(Connection connection, int parts, ProgressListener listener)
            throws SQLException {
        refuseDistributed(connection);
        PartitionLayout.requireOwner(connection);
        Layout layout = PartitionLayout.read(connection);
        if (layout.state() != State.WHOLE && layout.parts() != parts) {
            throw otherNumber(layout);
        }
        if (layout.state() == State.PARTITIONED) {
            return false;
        }
        PartitionTables tables = new PartitionTables(connection);
        if (layout.state() == State.WHOLE && tables.begin(parts)) {
            return true;
        }
        new PartitionCopy(connection, listener).run();
        tables.finish();
        vacuum(connection);
        return true;
    }

    private static void refuseDistributed(Connection connection) throws SQLException {
        if (InstalledSchema.isDistributed(connection)) {
            throw new SchemaException(
                    "Nothing was done: Citus distributes the table of widgets and thereby divides"
                            + " it already.",
                    null);
        }
    }

    private static FailedException otherNumber(Layout layout) {
        String message = layout.state() == State.COPYING
                ? "Nothing was done: an interrupted run divides the table into " + layout.parts()
                        + " partitions. Repeat it with this number, or cancel it with widgets"
                        + " partition --cancel."
                : "Nothing was done: the table of widgets has " + layout.parts()
                        + " partitions already. To change their number, restore a backup of the"
                        + " registry into a new database that was partitioned before.";
        return new FailedException(message, false, null);
    }

    /**
     * Removes what an interrupted call of {@link #partition} has copied and returns to the old
     * table.
     *
     * @return whether there was anything to do
     * @throws SchemaException if there is no table
     * @throws FailedException if other sessions use the table, the user is not its owner, or
     *     another error occurred; nothing was changed
     * @throws UnknownOutcomeException if the connection was lost during the commit; repeat the
     *     call, which does no harm
     */
    public boolean cancel() {
        return locked(connection -> {
            PartitionLayout.requireOwner(connection);
            if (PartitionLayout.read(connection).state() != State.COPYING) {
                return false;
            }
            new PartitionTables(connection).cancel();
            return true;
        });
    }

    /** Does work on the table, unless another session does. */
    private boolean locked(Work work) {
        try (AdvisoryLock lock = AdvisoryLock.begin(dataSource)) {
            if (!lock.acquire(PATIENCE, LOCK)) {
                throw new FailedException(
                        "Nothing was done: another session is dividing the table of widgets. Wait"
                                + " until it has finished.",
                        true,
                        null);
            }
            try (Connection connection = dataSource.getConnection()) {
                return work.run(connection);
            }
        } catch (SQLException e) {
            throw SqlFailure.administering(e);
        }
    }

    @FunctionalInterface
    private interface Work {
        boolean run(Connection connection) throws SQLException;
    }

    /** The table is divided, whether or not it can be vacuumed; autovacuum would do it. */
    private static void vacuum(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("vacuum (analyze) widgets_store.widgets");
        } catch (SQLException e) {
            PartitionTables.LOGGER.debug("The table could not be vacuumed", e);
        }
    }
}
