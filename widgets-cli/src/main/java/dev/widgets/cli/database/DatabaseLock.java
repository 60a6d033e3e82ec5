package dev.widgets.cli.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A lock that keeps other processes from doing the same work in a database. It is held by an open
 * transaction, so the server releases it when that ends, also behind a pooler in transaction mode,
 * where the lock of a session would stay with a connection that others get.
 */
public final class DatabaseLock implements AutoCloseable {

    private static final String TRY = "select pg_try_advisory_xact_lock(?, 0)";

    /** The second one is a setting of PostgreSQL 17. */
    private static final String NO_TIMEOUTS = """
            select set_config(s.name, '0', true)
            from pg_catalog.pg_settings s
            where s.name in ('idle_in_transaction_session_timeout', 'transaction_timeout')
            """;

    /** Unlike a query, it leaves nothing open that would hold a snapshot. */
    private static final String RELEASE_SNAPSHOT = "set local lock_timeout to default";

    private final Connection connection;

    private DatabaseLock(Connection connection) {
        this.connection = connection;
    }

    /**
     * Tries to get a lock.
     *
     * @param number the number of the lock; every kind of work has its own
     * @return the lock, or nothing if another process holds it
     */
    public static Optional<DatabaseLock> tryAcquire(DataSource dataSource, int number)
            throws SQLException {
        DatabaseLock lock = new DatabaseLock(dataSource.getConnection());
        try {
            if (lock.tryAcquire(number)) {
                return Optional.of(lock);
            }
        } catch (SQLException e) {
            lock.close();
            throw e;
        }
        lock.close();
        return Optional.empty();
    }

    private boolean tryAcquire(int number) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction isolation level read committed");
            if (!tryLock(number)) {
                return false;
            }
            statement.execute(NO_TIMEOUTS);
            statement.execute(RELEASE_SNAPSHOT);
            return true;
        }
    }

    private boolean tryLock(int number) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TRY)) {
            statement.setInt(1, number);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Returns whether no other process can have got the lock so far. */
    public boolean isHeld() {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1");
            statement.execute(RELEASE_SNAPSHOT);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** Releases the lock; the server may have ended the session already. */
    @Override
    public void close() {
        try (Connection closing = connection) {
            closing.rollback();
            closing.setAutoCommit(true);
        } catch (SQLException e) {
            // it is released already
        }
    }
}
