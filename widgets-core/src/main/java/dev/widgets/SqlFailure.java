package dev.widgets;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * An error of the driver, turned into the exception that a caller gets.
 *
 * @param error the error
 * @param phase how far the operation had come
 */
record SqlFailure(SQLException error, Outcome.Phase phase) {

    /** Errors of a whole batch that need not occur again if its operations are sent one by one. */
    private static final Set<DatabaseError> TRIED_ALONE = EnumSet.of(
            DatabaseError.RULE_VIOLATED,
            DatabaseError.DUPLICATE_KEY,
            DatabaseError.CONFLICT,
            DatabaseError.LOCK_TIMEOUT,
            DatabaseError.CANCELLED,
            DatabaseError.LIMIT_EXCEEDED);

    private static final String STATEMENT_COMPLETION_UNKNOWN = "40003";

    private static final String OWNER_NEEDED =
            " Connect as the owner of the registry, as a member of it or as a superuser.";

    /**
     * Returns the failure of a statement that has committed by itself, if its wait for the
     * synchronous standby was cancelled. The driver has the warnings already.
     */
    static Optional<SqlFailure> ofCommitted(Statement statement, Outcome.Phase phase)
            throws SQLException {
        return phase != Outcome.Phase.IN_TRANSACTION
                        && Outcome.isUnreplicated(statement.getWarnings())
                ? Optional.of(new SqlFailure(
                        new SQLException(
                                "the wait for the synchronous standby was cancelled after the"
                                        + " commit on this server",
                                STATEMENT_COMPLETION_UNKNOWN),
                        phase))
                : Optional.empty();
    }

    /** Returns the exception for a failed statement that commits nothing, such as a query. */
    static FailedException reading(SQLException error) {
        return new SqlFailure(error, Outcome.Phase.IN_TRANSACTION).failed();
    }

    /** Returns the exception for a failed statement that only the owner may send. */
    static FailedException administering(SQLException error) {
        return new SqlFailure(error, Outcome.Phase.IN_TRANSACTION).failed(OWNER_NEEDED);
    }

    /** Returns the same for an exception of Jdbi. */
    static FailedException administering(JdbiException e) {
        return administering(
                e.getCause() instanceof SQLException cause ? cause : new SQLException(e));
    }

    /** Returns the exception for the case that there was no connection. */
    static FailedException connecting(SQLException error) {
        return new SqlFailure(error, Outcome.Phase.NOT_SENT).notConnected();
    }

    private DatabaseError kind() {
        return DatabaseError.of(error);
    }

    private Outcome outcome() {
        return Outcome.of(error, phase);
    }

    boolean mayBeRetried() {
        return (phase == Outcome.Phase.AUTOCOMMIT || phase == Outcome.Phase.COMMIT)
                && kind() == DatabaseError.CONFLICT;
    }

    /** Returns whether nothing of a batch was done, but its operations may succeed one by one. */
    boolean mayBeTriedAlone() {
        return phase != Outcome.Phase.NOT_SENT
                && outcome() != Outcome.UNKNOWN
                && (TRIED_ALONE.contains(kind()) || NodeErrors.isWithinStatement(error));
    }

    /** Returns whether nothing was sent, because the connection was no longer open. */
    boolean wasNotSent() {
        return phase == Outcome.Phase.NOT_SENT || kind() == DatabaseError.NOT_CONNECTED;
    }

    /** Returns whether the server accepts no writes, although the transaction may write. */
    boolean isReadOnly() {
        return kind() == DatabaseError.READ_ONLY && phase != Outcome.Phase.IN_TRANSACTION;
    }

    WidgetException writing(Operation operation) {
        Optional<RefusalDetails> refused = refused();
        if (refused.isPresent()) {
            return refused.get().toException(operation);
        }
        if (outcome() == Outcome.UNKNOWN) {
            return new UnknownOutcomeException(
                    "The outcome is unknown (" + describe()
                            + "): the operation was done completely or not at all. Look up the"
                            + " widget to find out.",
                    error);
        }
        return failed();
    }

    /**
     * A pool reports only that it has waited; the error of the last attempt, its cause, says why.
     */
    private FailedException notConnected() {
        String why = error instanceof SQLTransientConnectionException
                        && error.getCause() instanceof SQLException cause
                ? new SqlFailure(cause, phase).describe()
                : describe();
        return new FailedException(
                "There is no connection to the database: " + why + ".", true, error);
    }

    /** Returns the exception for a transaction of the owner that can be repeated. */
    WidgetException administering() {
        return outcome() == Outcome.UNKNOWN
                ? new UnknownOutcomeException(
                        "The outcome is unknown (" + describe()
                                + "): it was done completely or not at all. Repeat it, which does no harm.",
                        error)
                : failed(OWNER_NEEDED);
    }

    private FailedException failed() {
        return failed(" Grant the role widgets_app, or run sql/roles.sql.");
    }

    private FailedException failed(String remedyIfForbidden) {
        String remedy = switch (kind()) {
            case SCHEMA_MISSING -> schemaMissing();
            case FORBIDDEN -> remedyIfForbidden;
            case READ_ONLY -> " Connect to the primary server.";
            case STATEMENT_MISSING ->
                " A connection pooler such as PgBouncer may have discarded the prepared statement:"
                        + " add prepareThreshold=0 to the URL.";
            case TRANSACTION_ABORTED -> " Roll back to a savepoint, or roll back the transaction.";
            default -> "";
        };
        return new FailedException(
                "Nothing was done: " + describe() + "." + remedy, kind().isRetryable(), error);
    }

    /** While the widgets are copied into partitions, there is no table of that name. */
    private String schemaMissing() {
        return (describe().contains("\"widgets_store.widgets\"")
                        ? " If widgets partition was interrupted, repeat it. Otherwise install"
                        : " Install")
                + " the schema: run widgets migrate, or call WidgetSchema.migrate().";
    }

    /** The server reports the rule as the constraint, and as the detail in case that is lost. */
    private Optional<Rule> rule() {
        ServerErrorMessage server = server();
        if (server == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(server.getConstraint())
                .or(() -> Optional.ofNullable(server.getDetail()))
                .flatMap(Rule::ofSqlName);
    }

    private Optional<RefusalDetails> refused() {
        ServerErrorMessage server = server();
        if (server == null) {
            return Optional.empty();
        }
        return rule().map(rule -> new RefusalDetails(
                rule,
                Objects.requireNonNullElse(server.getSQLState(), ""),
                Objects.requireNonNullElse(server.getMessage(), ""),
                Objects.requireNonNullElse(server.getHint(), ""),
                Objects.requireNonNullElse(server.getColumn(), "")));
    }

    String describe() {
        ServerErrorMessage server = server();
        String text = server == null ? error.getMessage() : server.getMessage();
        if (text == null || text.isEmpty()) {
            text = error.getClass().getSimpleName();
        }
        if (server != null && server.getHint() != null) {
            text = text + " " + server.getHint();
        }
        return rule().isPresent() ? text : text.replaceFirst("\\.$", "");
    }

    private @Nullable ServerErrorMessage server() {
        return error instanceof PSQLException e ? e.getServerErrorMessage() : null;
    }
}
