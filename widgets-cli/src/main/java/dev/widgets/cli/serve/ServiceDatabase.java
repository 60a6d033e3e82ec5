package dev.widgets.cli.serve;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions in the name of a role, of those requests that are not coalesced.
 *
 * @param pool where connections come from
 */
record ServiceDatabase(DataSource pool) {

    private static final Logger LOGGER = LoggerFactory.getLogger(ServiceDatabase.class);
    /** What PostgreSQL takes for giving a role up, and a token may not say. */
    private static final String NO_ROLE = "none";

    private static final String SET_ROLE = "select set_config('role', ?, true)";

    /** What is done in a transaction. */
    @FunctionalInterface
    interface TransactionBody<T> {
        T run(Connection connection) throws SQLException, RefusedByService;
    }

    /** The service itself refuses, and what was done in the transaction is rolled back. */
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

    /**
     * The connection was lost, or the commit was cancelled, while a transaction was being
     * committed.
     */
    static final class LostCommitException extends SQLException {

        private static final long serialVersionUID = 1L;

        LostCommitException(SQLException cause) {
            super(cause);
        }
    }

    /**
     * Runs work in a transaction of its own.
     *
     * @throws LostCommitException if nobody knows whether it was committed; any other means that it
     *     was not
     */
    <T> T transact(boolean readOnly, TransactionBody<T> work)
            throws SQLException, RefusedByService {
        Connection connection = pool.getConnection();
        boolean done = false;
        try {
            connection.setReadOnly(readOnly);
            connection.setAutoCommit(false);
            T result = work.run(connection);
            done = true;
            commit(connection);
            return result;
        } finally {
            if (!done) {
                quietly(connection::rollback);
            }
            // what was committed is done, whatever becomes of the connection
            quietly(connection::close);
        }
    }

    private static void commit(Connection connection) throws SQLException {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw SqlProblems.mayFollowCommit(e) ? new LostCommitException(e) : e;
        }
    }

    private static void quietly(Ending ending) {
        try {
            ending.run();
        } catch (SQLException e) {
            LOGGER.debug("A connection could not be given back in order", e);
        }
    }

    @FunctionalInterface
    private interface Ending {
        void run() throws SQLException;
    }

    /** Acts for a role from here on, until the transaction ends. */
    static void become(Connection connection, String role) throws SQLException {
        if (role.equals(NO_ROLE)) {
            throw new SQLException("role \"" + NO_ROLE + "\" does not exist", "22023");
        }
        query(connection, SET_ROLE, role);
    }

    /** The columns of the one row of a query, as text. */
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
