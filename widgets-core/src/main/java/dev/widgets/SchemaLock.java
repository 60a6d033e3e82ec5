package dev.widgets;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * Admits one migration at a time to a database, by an advisory lock of its session. The lock is
 * polled: a statement that waited for it would hold a snapshot open, which delays others.
 */
final class SchemaLock {

    /** The letters of "widgets". */
    private static final long KEY = 0x77696467657473L;

    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private SchemaLock() {}

    /** The work that is done while the lock is held. */
    @FunctionalInterface
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    static <T> T holding(DataSource dataSource, Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            if (!connection.getAutoCommit()) {
                throw new IllegalArgumentException(
                        "The connections of the DataSource are not in autocommit: migrate with one"
                                + " that joins no transaction.");
            }
            acquire(connection);
            try {
                return work.run(connection);
            } finally {
                ask(connection, "select pg_advisory_unlock(?)");
            }
        } catch (SQLException e) {
            throw SqlFailure.administering(e);
        }
    }

    private static void acquire(Connection connection) throws SQLException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!ask(connection, "select pg_try_advisory_lock(?)")) {
            if (System.nanoTime() - end > 0) {
                throw new SchemaException(
                        "Another migration has been running for five minutes. Find it in"
                                + " pg_stat_activity, wait for it or end it, then retry. Nothing was"
                                + " changed.",
                        null);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static boolean ask(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, KEY);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
