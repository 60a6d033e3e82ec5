package dev.widgets.cli.serve;

import com.zaxxer.hikari.HikariDataSource;
import dev.widgets.DatabaseError;
import dev.widgets.Outcome;
import dev.widgets.cli.serve.query.QueryException;
import dev.widgets.cli.serve.query.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    /** Types in messages are then named without their schema, as by PostgREST. */
    private static final String SET_ROLE = """
            select
              set_config('role', ?, true),
              set_config('search_path', 'widgets', true),
              set_config('widgets.subject', ?, true)
            """;

    private static final String BEGIN_READ = """
            select
              set_config('role', ?, true),
              set_config('search_path', 'widgets', true),
              set_config(
                'statement_timeout',
                coalesce(nullif(?, ''), current_setting('statement_timeout')),
                true)
            """;

    /** The statements of a transaction. */
    @FunctionalInterface
    interface TransactionBody<T> {
        T run(Connection connection) throws SQLException, RefusedByService, QueryException;
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
            throws SQLException, RefusedByService, QueryException {
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

    /** Reads as a role, with the time limit of the connection. */
    static List<List<@Nullable String[]>> read(
            Connection connection, String role, List<SqlText> statements) throws SQLException {
        return read(connection, role, statements, Duration.ZERO);
    }

    /**
     * Reads as a role and commits. All statements are sent together with the commit, which saves
     * round trips; the driver may still wait between them, so the transaction must have begun.
     *
     * @param timeout the limit for each statement, zero for that of the connection
     * @return the rows of each statement
     */
    static List<List<@Nullable String[]>> read(
            Connection connection, String role, List<SqlText> statements, Duration timeout)
            throws SQLException {
        checkRole(role);
        if (connection.getAutoCommit()) {
            throw new IllegalStateException("The role would be set for one statement only");
        }
        StringBuilder sql = new StringBuilder(BEGIN_READ);
        statements.forEach(one -> sql.append(";\n").append(one.sql()));
        sql.append(";\ncommit");
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            statement.setString(1, role);
            statement.setString(2, timeout.isZero() ? "" : String.valueOf(timeout.toMillis()));
            int i = 3;
            for (SqlText one : statements) {
                for (String parameter : one.parameters()) {
                    statement.setObject(i++, parameter, Types.OTHER);
                }
            }
            statement.execute();
            List<List<@Nullable String[]>> results = new ArrayList<>();
            while (statement.getMoreResults()) {
                try (ResultSet result = statement.getResultSet()) {
                    results.add(TextRows.all(result));
                }
            }
            return results;
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
        if (Outcome.isUnreplicated(connection.getWarnings())) {
            connection.clearWarnings();
            throw new LostCommitException(new SQLException(
                    "The wait for the synchronous standby was cancelled after the commit."));
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

    /** Switches to the role of a caller until the transaction ends; the history names both. */
    static void become(Connection connection, CallerIdentity caller) throws SQLException {
        checkRole(caller.role());
        query(connection, SET_ROLE, caller.role(), caller.subject());
    }

    private static void checkRole(String role) throws SQLException {
        if (role.equals(NO_ROLE)) {
            throw new SQLException("role \"" + NO_ROLE + "\" does not exist", "22023");
        }
    }

    /** Runs a statement in the transaction of a connection. */
    static List<@Nullable String[]> rows(Connection connection, SqlText text) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text.sql())) {
            int i = 1;
            for (String parameter : text.parameters()) {
                statement.setObject(i++, parameter, Types.OTHER);
            }
            return TextRows.all(statement);
        }
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
