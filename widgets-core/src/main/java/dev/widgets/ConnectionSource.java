package dev.widgets;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Provides connections, and closes the ones that it opened. */
@FunctionalInterface
interface ConnectionSource {

    /** Uses a connection; returns its errors instead of throwing them. */
    @FunctionalInterface
    interface Work<T> {
        T run(Connection connection);
    }

    /**
     * Runs the work on a connection.
     *
     * @throws SQLException if there is no connection; the work has not begun then
     */
    <T> T with(Work<T> work) throws SQLException;

    /**
     * Runs work that writes on a connection, and returns why it failed.
     *
     * @throws SQLException if there is no connection; the work has not begun then
     * @throws FailedException if nobody would commit the work; it has not begun then
     */
    default Optional<SqlFailure> writing(Work<Optional<SqlFailure>> work) throws SQLException {
        return with(work);
    }

    /** Reads over a connection. */
    @FunctionalInterface
    interface Query<T> {
        T run(Connection connection) throws SQLException;
    }

    /**
     * Runs a query on a connection.
     *
     * @throws FailedException if there is no connection, or the query failed
     */
    default <T> T reading(Query<T> query) {
        Answer<T> answer;
        try {
            answer = with(connection -> {
                try {
                    return new Answer<>(Optional.of(query.run(connection)), Optional.empty());
                } catch (SQLException e) {
                    return new Answer<>(Optional.empty(), Optional.of(SqlFailure.reading(e)));
                }
            });
        } catch (SQLException e) {
            throw SqlFailure.connecting(e);
        }
        return answer.value().orElseThrow(() -> answer.failure().orElseThrow());
    }

    /** What a query has returned, or why it failed. */
    record Answer<T>(Optional<T> value, Optional<FailedException> failure) {}

    /** Returns a source whose work is committed at once, or by a transaction of Spring. */
    static ConnectionSource of(DataSource dataSource) {
        return checked(dataSource, CommitCheck::requireCommitter);
    }

    /** Returns a source whose connections the host commits unless they are in autocommit. */
    static ConnectionSource joining(DataSource dataSource) {
        return new ConnectionSource() {
            @Override
            public <T> T with(Work<T> work) throws SQLException {
                return borrow(dataSource, work);
            }
        };
    }

    /** Returns a source whose work is committed at once. */
    static ConnectionSource inAutocommit(DataSource dataSource) {
        return checked(dataSource, CommitCheck::requireAutocommit);
    }

    /** Returns a source that checks each connection before anything is written over it. */
    private static ConnectionSource checked(DataSource dataSource, Consumer<Connection> check) {
        requireAutocommit(dataSource);
        return new ConnectionSource() {
            @Override
            public <T> T with(Work<T> work) throws SQLException {
                return borrow(dataSource, work);
            }

            @Override
            public Optional<SqlFailure> writing(Work<Optional<SqlFailure>> work)
                    throws SQLException {
                return borrowToWrite(dataSource, connection -> {
                    check.accept(connection);
                    return work.run(connection);
                });
            }
        };
    }

    /**
     * Returns a source of handles. A handle that is already open in the calling thread is the
     * host's, who ends its transaction; any other must be committed at once or by Spring.
     */
    static ConnectionSource of(Jdbi jdbi) {
        return new ConnectionSource() {
            @Override
            public <T> T with(Work<T> work) throws SQLException {
                return withHandle(jdbi, work);
            }

            @Override
            public Optional<SqlFailure> writing(Work<Optional<SqlFailure>> work)
                    throws SQLException {
                if (jdbi.getHandleScope().get() != null) {
                    return with(work);
                }
                return with(connection -> {
                    CommitCheck.requireCommitter(connection);
                    return work.run(connection);
                });
            }
        };
    }

    /** Returns a source that always provides the connection of a handle. */
    static ConnectionSource of(Handle handle) {
        return of(handle.getConnection());
    }

    /** Returns a source that always provides the same connection. */
    static ConnectionSource of(Connection connection) {
        return new ConnectionSource() {
            @Override
            public <T> T with(Work<T> work) {
                return work.run(connection);
            }
        };
    }

    private static void requireAutocommit(DataSource dataSource) {
        if (HikariPools.isOutOfAutocommit(dataSource)) {
            throw new IllegalArgumentException(
                    "The connections of this pool are not in autocommit, so nobody would commit:"
                            + " set autoCommit to true, or pass a Connection or Handle whose"
                            + " transaction you commit.");
        }
    }

    /**
     * Borrows a connection for work that writes. If the server accepts no writes, the connection is
     * removed from its pool: after a failover the server is the former primary, and a new
     * connection finds the new one.
     */
    private static Optional<SqlFailure> borrowToWrite(
            DataSource dataSource, Work<Optional<SqlFailure>> work) throws SQLException {
        Connection connection = connect(dataSource);
        Optional<SqlFailure> failure = Optional.empty();
        try {
            failure = work.run(connection);
            return failure;
        } finally {
            closeQuietly(connection);
            if (failure.filter(SqlFailure::isReadOnly).isPresent()) {
                HikariPools.evict(dataSource, connection);
            }
        }
    }

    private static <T> T borrow(DataSource dataSource, Work<T> work) throws SQLException {
        Connection connection = connect(dataSource);
        try {
            return work.run(connection);
        } finally {
            closeQuietly(connection);
        }
    }

    /** The DataSource may be the host's own, and throw anything. */
    private static Connection connect(DataSource dataSource) throws SQLException {
        try {
            return dataSource.getConnection();
        } catch (RuntimeException | Error e) {
            throw new SQLException("the DataSource failed: " + e, e);
        }
    }

    private static <T> T withHandle(Jdbi jdbi, Work<T> work) throws SQLException {
        Result<T> result = new Result<>();
        try {
            jdbi.useHandle(handle -> {
                result.begun = true;
                result.value = Optional.of(work.run(handle.getConnection()));
            });
        } catch (ConnectionException e) {
            throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e);
        } catch (RuntimeException | Error e) {
            if (!result.begun) {
                throw new SQLException("the Jdbi failed: " + e, e);
            }
            if (result.value.isEmpty()) {
                throw e;
            }
            Log.LOGGER.debug("A handle could not be closed", e);
        }
        return result.value.orElseThrow();
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException | RuntimeException | Error e) {
            // what was done over it is done
            Log.LOGGER.debug("A connection could not be closed", e);
        }
    }

    /** Holds the result of the work, so that a failure to close the connection cannot lose it. */
    final class Result<T> {
        private boolean begun;
        private Optional<T> value = Optional.empty();
    }

    /** Holds the logger, because a field of the interface would be public. */
    final class Log {
        private static final Logger LOGGER = LoggerFactory.getLogger(ConnectionSource.class);

        private Log() {}
    }
}
