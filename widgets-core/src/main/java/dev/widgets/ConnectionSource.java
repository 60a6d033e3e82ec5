package dev.widgets;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.CloseException;
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

    static ConnectionSource of(DataSource dataSource) {
        if (dataSource instanceof HikariDataSource pool && !pool.isAutoCommit()) {
            throw new IllegalArgumentException(
                    "The connections of this pool are not in autocommit, so nobody would commit what is"
                            + " done: set autoCommit to true, or hand over a Connection or Handle whose"
                            + " transaction you commit.");
        }
        return new ConnectionSource() {
            @Override
            public <T> T with(Work<T> work) throws SQLException {
                Connection connection = dataSource.getConnection();
                try {
                    return work.run(connection);
                } finally {
                    closeQuietly(connection);
                }
            }
        };
    }

    /** Returns a source that rejects connections that are not in autocommit. */
    static ConnectionSource inAutocommit(DataSource dataSource) {
        ConnectionSource source = of(dataSource);
        return new ConnectionSource() {
            @Override
            public <T> T with(Work<T> work) throws SQLException {
                Result<T> result = new Result<>();
                boolean usable = source.with(connection -> {
                    boolean autocommit = isInAutocommit(connection);
                    if (autocommit) {
                        result.value = Optional.of(work.run(connection));
                    }
                    return autocommit;
                });
                if (!usable) {
                    throw new SQLException(
                            "the connections of the pool are not in autocommit, or closed",
                            "25001");
                }
                return result.value.orElseThrow();
            }
        };
    }

    private static boolean isInAutocommit(Connection connection) {
        try {
            return connection.getAutoCommit();
        } catch (SQLException e) {
            // the work will fail for the same reason
            Log.LOGGER.debug("The autocommit mode of a connection could not be read", e);
            return true;
        }
    }

    static ConnectionSource of(Jdbi jdbi) {
        return new ConnectionSource() {
            @Override
            public <T> T with(Work<T> work) throws SQLException {
                return withHandle(jdbi, work);
            }
        };
    }

    static ConnectionSource of(Handle handle) {
        return of(handle.getConnection());
    }

    static ConnectionSource of(Connection connection) {
        return new ConnectionSource() {
            @Override
            public <T> T with(Work<T> work) {
                return work.run(connection);
            }
        };
    }

    private static <T> T withHandle(Jdbi jdbi, Work<T> work) throws SQLException {
        Result<T> result = new Result<>();
        try {
            jdbi.useHandle(handle -> result.value = Optional.of(work.run(handle.getConnection())));
        } catch (ConnectionException e) {
            throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e);
        } catch (CloseException e) {
            Log.LOGGER.debug("A handle could not be closed", e);
        }
        return result.value.orElseThrow();
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // what was done over it is done
            Log.LOGGER.debug("A connection could not be closed", e);
        }
    }

    /** Holds the result of the work, so that a failure to close the connection cannot lose it. */
    final class Result<T> {
        private Optional<T> value = Optional.empty();
    }

    /** Holds the logger, because a field of the interface would be public. */
    final class Log {
        private static final Logger LOGGER = LoggerFactory.getLogger(ConnectionSource.class);

        private Log() {}
    }
}
