package dev.widgets;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Does operations in a transaction of the host. An error would abort that transaction, and with it
 * the work of the host, so refusals must not be errors: {@code widgets_admin.apply} returns them as
 * rows. A user who may not execute that function, which {@code sql/roles.sql} grants to
 * applications, pays for two more round trips: a savepoint and its release. So does everybody if
 * Citus distributes the table, but {@code widgets distribute} did not replace that function.
 *
 * @param connection the connection of the host
 */
record JoinedTransaction(Connection connection) {

    private static final int ATTEMPTS = 20;
    private static final int LONGEST_BACKOFF = 3;
    private static final int MOST_USERS = 1_000;

    private static final String MAY_APPLY = """
            select coalesce(bool_or(has_schema_privilege(n.oid, 'usage')
              and has_function_privilege(p.oid, 'execute')), false)
            from pg_catalog.pg_proc p
            join pg_catalog.pg_namespace n on n.oid = p.pronamespace
            where n.nspname = 'widgets_admin' and p.proname = 'apply'
            """;

    private static final String SAVEPOINT = "savepoint widgets_operation";
    private static final String ROLLBACK = "rollback to savepoint widgets_operation";
    private static final String RELEASE = "release savepoint widgets_operation";

    /** Whether a user of a database may execute {@code widgets_admin.apply}. */
    private static final Map<String, Boolean> MAY_APPLY_BY_USER = new ConcurrentHashMap<>();

    /**
     * Does an operation. The transaction goes on after a refusal.
     *
     * @throws WidgetException if it was refused or failed
     */
    void perform(Operation operation) {
        try {
            String user = user();
            if (mayApply(user)) {
                apply(operation, user);
            } else {
                callInSavepoint(operation);
            }
        } catch (SQLException e) {
            throw new SqlFailure(e, Outcome.Phase.IN_TRANSACTION).writing(operation);
        }
    }

    private void apply(Operation operation, String user) {
        Pending.Change change = new Pending.Change(Optional.empty(), operation);
        ChangeBatch batch = new ChangeBatch(Optional.empty(), List.of(change));
        for (int attempt = 1; ; attempt++) {
            Optional<SqlFailure> failure = batch.run(connection);
            if (failure.isPresent()) {
                if (DatabaseError.of(failure.get().error()) == DatabaseError.FORBIDDEN) {
                    // the privilege was revoked, or the user has changed its role
                    MAY_APPLY_BY_USER.remove(user);
                }
                throw failure.get().writing(operation);
            }
            if (change.failure().isPresent()) {
                throw change.failure().get();
            }
            if (batch.undecided().isEmpty()) {
                return;
            }
            if (attempt == ATTEMPTS) {
                throw batch.whyUndecided().orElseThrow().writing(operation);
            }
            Backoff.pause(Math.min(attempt, LONGEST_BACKOFF));
        }
    }

    private void callInSavepoint(Operation operation) throws SQLException {
        execute(SAVEPOINT);
        try (PreparedStatement statement = connection.prepareStatement(operation.sql())) {
            operation.bind(statement);
            statement.execute();
        } catch (SQLException e) {
            rollBack(e);
            throw e;
        }
        execute(RELEASE);
    }

    private void rollBack(SQLException reason) {
        try {
            execute(ROLLBACK);
            execute(RELEASE);
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The driver knows both without asking the server. */
    private String user() throws SQLException {
        DatabaseMetaData server = connection.getMetaData();
        return server.getURL() + " " + server.getUserName();
    }

    private boolean mayApply(String user) throws SQLException {
        Boolean known = MAY_APPLY_BY_USER.get(user);
        if (known != null) {
            return known;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(MAY_APPLY)) {
            boolean may = row.next() && row.getBoolean(1);
            may &= !InstalledSchema.needsDistribute(connection);
            if (MAY_APPLY_BY_USER.size() >= MOST_USERS) {
                MAY_APPLY_BY_USER.clear();
            }
            MAY_APPLY_BY_USER.put(user, may);
            return may;
        }
    }
}
