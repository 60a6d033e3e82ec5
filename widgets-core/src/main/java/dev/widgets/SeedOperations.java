package dev.widgets;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Does operations of a seeding run, each a transaction of its own. The same statement locks the run
 * for share, so that nothing is added to a run whose removal has begun.
 *
 * @param connection a connection in autocommit
 * @param run the number of the run
 */
record SeedOperations(Connection connection, int run) {

    private static final int ATTEMPTS = 4;

    /** The locking clause keeps the subquery apart: it locks the row before the function runs. */
    private static final String WHILE_LOADING = """

            from (
              select 1
              from widgets_store.seed_runs r
              where r.run = ? and r.state = 'loading'
              for share) loading
            """;

    WidgetRepository widgets() {
        return WidgetRepository.over(connection);
    }

    /**
     * Does an operation.
     *
     * @throws WidgetException if it was refused, failed or has an unknown outcome, or the run is no
     *     longer being loaded
     */
    void perform(Operation operation) {
        for (int attempt = 1; ; attempt++) {
            Outcome.Phase phase = Outcome.Phase.NOT_SENT;
            try {
                phase = Outcome.Phase.of(connection);
                if (!execute(operation)) {
                    throw SeedRuns.notIn(run, SeedRun.State.LOADING);
                }
                return;
            } catch (SQLException e) {
                SqlFailure failure = new SqlFailure(e, phase);
                if (attempt == ATTEMPTS || !failure.mayBeRetried()) {
                    throw failure.writing(operation);
                }
                Backoff.pause(attempt);
            }
        }
    }

    private boolean execute(Operation operation) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(operation.sql() + WHILE_LOADING)) {
            operation.bind(statement);
            statement.setInt(operation.function().arguments().size() + 1, run);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }
}
