package dev.widgets;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An advisory lock that is held by a transaction. The server releases it when the transaction ends,
 * however that happens, also behind a pooler in transaction mode. While nothing else is done in the
 * transaction, it holds no snapshot, so it delays no VACUUM.
 *
 * <p>The server also releases it when the session is lost, of which the holder learns late. For
 * work in other transactions it therefore only keeps others from starting the same; constraints and
 * row locks must protect what would be damaged otherwise.
 */
final class AdvisoryLock implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(AdvisoryLock.class);

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final String TRY = "select pg_try_advisory_xact_lock(?)";
    private static final String TRY_PAIR =
            "select pg_try_advisory_xact_lock(?::integer, ?::integer)";

    /** A setting of PostgreSQL 17. */
    private static final String NO_TRANSACTION_TIMEOUT = """
            select set_config(s.name, '0', true)
            from pg_catalog.pg_settings s
            where s.name = 'transaction_timeout'
            """;

    /** Runs last: unlike a query, it leaves no portal open that would hold a snapshot. */
    private static final String NO_IDLE_TIMEOUT =
            "set local idle_in_transaction_session_timeout = 0";

    private final Connection connection;

    private AdvisoryLock(Connection connection) {
        this.connection = connection;
    }

    /**
     * Begins the transaction, which holds no lock yet.
     *
     * @throws FailedException if the connections of the DataSource are not in autocommit
     */
    static AdvisoryLock begin(DataSource dataSource) throws SQLException {
        Connection connection = dataSource.getConnection();
        AdvisoryLock lock = new AdvisoryLock(connection);
        try {
            CommitCheck.requireAutocommit(connection);
            connection.setAutoCommit(false);
            // the method of JDBC would set it for the session
            lock.execute("set transaction isolation level read committed");
            return lock;
        } catch (SQLException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Tries to get a lock until the patience ends. It polls, because a statement that waited would
     * hold a snapshot.
     *
     * @param key one number of 64 bits, or two of 32 bits
     * @return whether the lock is held
     */
    boolean acquire(Duration patience, long... key) throws SQLException {
        long end = System.nanoTime() + patience.toNanos();
        while (!tryAcquire(key)) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        execute(NO_TRANSACTION_TIMEOUT);
        execute(NO_IDLE_TIMEOUT);
        return true;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private boolean tryAcquire(long... key) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(key.length == 1 ? TRY : TRY_PAIR)) {
            for (int i = 0; i < key.length; i++) {
                statement.setLong(i + 1, key[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Returns the connection of the transaction. */
    Connection connection() {
        return connection;
    }

    /** Commits what was done in the transaction, and releases the lock. */
    void commit() throws SQLException {
        connection.commit();
    }

    /** Rolls back what was not committed, and releases the lock. */
    @Override
    public void close() {
        try (Connection closing = connection) {
            if (!closing.getAutoCommit()) {
                closing.rollback();
                closing.setAutoCommit(true);
            }
        } catch (SQLException e) {
            LOGGER.debug("The transaction of a lock has ended already", e);
        }
    }
}
