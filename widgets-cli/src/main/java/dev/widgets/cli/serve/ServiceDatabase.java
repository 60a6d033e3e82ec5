package dev.widgets.cli.serve;

import com.zaxxer.hikari.HikariDataSource;
import dev.widgets.DatabaseError;
import dev.widgets.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the transactions of requests that are not coalesced.
 *
 * @param pool the source of connections
 */
record ServiceDatabase(HikariDataSource pool) {

    private static final Logger LOGGER = LoggerFactory.getLogger(ServiceDatabase.class);
    /** PostgreSQL resets the role on this name, so a token must not contain it. */
    private static final String NO_ROLE = "none";

    private static final String SET_ROLE = "select set_config('role', ?, true)";

    /** The statements of a transaction. */
    @FunctionalInterface
    interface TransactionBody<T> {
        T run(Connection connection) throws SQLException, RefusedByService;
    }

    /** The service rejects the request, and the transaction is rolled back. */
    static final class RefusedByService extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        RefusedByService(Problem problem) {
            super(problem.message(), null, false, false);
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }

    /** The connection was lost, or the statement cancelled, during the commit. */
    static final class LostCommitException extends SQLException {

        private static final long serialVersionUID = 1L;

        LostCommitException(SQLException cause) {
            super(cause);
        }
    }

    /**
     * Runs statements in a new transaction.
     *
     * @throws LostCommitException if it is unknown whether the transaction was committed; after any
     *     other exception it was not
     */
    <T> T transact(boolean readOnly, TransactionBody<T> work)
            throws SQLException, RefusedByService {
        Connection connection = pool.getConnection();
        boolean done = false;
        boolean demoted = false;
        try {
            connection.setReadOnly(readOnly);
            connection.setAutoCommit(false);
            T result = work.run(connection);
            done = true;
            commit(connection);
            return result;
        } catch (SQLException e) {
            demoted = !readOnly && DatabaseError.of(e) == DatabaseError.READ_ONLY;
            throw e;
        } finally {
            if (!done) {
                quietly(connection::rollback);
            }
            // a failure to close the connection does not change that the transaction is committed
            quietly(connection::close);
            if (demoted) {
                // the server has become a standby; a new connection may find the primary
                pool.evictConnection(connection);
            }
        }
    }

    private static void commit(Connection connection) throws SQLException {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw Outcome.of(e, Outcome.Phase.COMMIT) == Outcome.UNKNOWN
                    ? new LostCommitException(e)
                    : e;
        }
    }

    private static void quietly(Ending ending) {
        try {
            ending.run();
        } catch (SQLException e) {
            LOGGER.debug("Rollback or close of a connection failed", e);
        }
    }

    @FunctionalInterface
    private interface Ending {
        void run() throws SQLException;
    }

    /** Switches to a role until the transaction ends. */
    static void become(Connection connection, String role) throws SQLException {
        if (role.equals(NO_ROLE)) {
            throw new SQLException("role \"" + NO_ROLE + "\" does not exist", "22023");
        }
        query(connection, SET_ROLE, role);
    }

    /** Returns the columns of the only row of a query, as text. */
    static @Nullable String[] query(Connection connection, String sql, String... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            return TextRows.first(statement);
        }
    }
}
