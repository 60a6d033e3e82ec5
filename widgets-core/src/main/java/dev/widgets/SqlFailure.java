package dev.widgets;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.PreferQueryMode;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What an error of the driver means. The one place that knows SQLSTATEs.
 *
 * @param error the error
 * @param phase when it happened
 */
record SqlFailure(SQLException error, Phase phase) {

    /** How far an operation had come. */
    enum Phase {
        /** It had not been sent, so nothing was done. */
        BEFORE,
        /** It was under way in a transaction of its own, which may have been committed. */
        ALONE,
        /** The same as a simple query, whose errors may come after the commit. */
        ALONE_AS_SIMPLE_QUERY,
        /** It was under way in another transaction, which has certainly not been committed. */
        JOINED;

        /** Of what is about to be sent over a connection. */
        static Phase of(Connection connection) throws SQLException {
            if (!connection.getAutoCommit()) {
                return JOINED;
            }
            return isSimple(connection) ? ALONE_AS_SIMPLE_QUERY : ALONE;
        }

        private static boolean isSimple(Connection connection) throws SQLException {
            return connection.isWrapperFor(PGConnection.class)
                    && connection.unwrap(PGConnection.class).getPreferQueryMode()
                            == PreferQueryMode.SIMPLE;
        }

        private boolean isAlone() {
            return this == ALONE || this == ALONE_AS_SIMPLE_QUERY;
        }
    }

    private static final String CANCELLED = "57014";

    private static final Set<String> RETRIED = Set.of("40001", "40P01");

    /**
     * Busy, and better later: registry_is_busy, lock not available, too many connections, starting
     * up.
     */
    private static final Set<String> TRANSIENT =
            Set.of("PT503", "40001", "40P01", "55P03", "53300", "57P03", CANCELLED);

    /** The server ended the connection, perhaps after it had committed. */
    private static final Set<String> ENDED = Set.of("57P01", "57P02");

    /** Classes: data exceptions, constraints, conflicts, limits. */
    private static final Set<String> TRIED_ALONE = Set.of("22", "23", "40", "54");

    private static final String NOT_OPEN = "08003";

    /**
     * What an exception of Jdbi's stands for; no transaction of its own is ever committed unseen.
     */
    static SqlFailure of(JdbiException e) {
        return new SqlFailure(
                e.getCause() instanceof SQLException cause ? cause : new SQLException(e),
                Phase.JOINED);
    }

    /** Whether the same may succeed at once, because others were in the way. */
    static boolean isBusy(SQLException e) {
        String state = stateOf(e);
        return state.equals("PT503") || RETRIED.contains(state);
    }

    /** Whether a unique constraint stood against it. */
    static boolean isDuplicate(SQLException e) {
        return stateOf(e).equals("23505");
    }

    /** Whether a privilege is missing. */
    static boolean isForbidden(SQLException e) {
        return stateOf(e).equals("42501");
    }

    boolean mayBeRetried() {
        return phase.isAlone() && RETRIED.contains(state());
    }

    /**
     * Whether nothing of a batch was done, for a reason that need not hold for each of its
     * operations alone: they met others, or one of them is nothing that the server can take.
     */
    boolean mayBeTriedAlone() {
        String state = state();
        return phase != Phase.BEFORE
                && !isUnknown()
                && (state.equals("55P03")
                        || state.equals(CANCELLED)
                        || TRIED_ALONE.contains(state.substring(0, Math.min(2, state.length()))));
    }

    /** Whether it was not sent at all, because the connection was no longer open. */
    boolean wasNotSent() {
        return phase == Phase.BEFORE || NOT_OPEN.equals(state());
    }

    WidgetException ofWriting(Operation operation) {
        Optional<Refused> refused = refused();
        if (refused.isPresent()) {
            return refused.get().of(operation);
        }
        if (phase.isAlone() && isUnknown()) {
            return new UnknownOutcomeException(
                    "The connection was lost while the operation was under way: it was done, whole, or"
                            + " not at all. Find the widget to know which (" + describe() + ").",
                    error);
        }
        return failed();
    }

    FailedException ofReading() {
        return failed();
    }

    /** A pool says only that it waited in vain; why is what the driver told it. */
    FailedException ofConnecting() {
        String why = describe();
        if (error.getCause() instanceof PSQLException cause) {
            why += " (" + new SqlFailure(cause, phase).describe() + ")";
        }
        String remedy = why.contains("unsupported startup parameter")
                ? " Let PgBouncer have ignore_startup_parameters = extra_float_digits, options."
                : "";
        return new FailedException(
                "There is no connection to the database: " + why + "." + remedy, true, error);
    }

    private FailedException failed() {
        String remedy = switch (state()) {
            case "3F000", "42883", "42P01" ->
                " Install the schema: widgets migrate, or WidgetSchema.migrate().";
            case "42501" -> " Grant the role widgets_app, or run sql/roles.sql.";
            case "25006" -> " Connect to the primary server.";
            case "26000", "42P05" ->
                " A pooler such as PgBouncer stands between and loses prepared statements: add"
                        + " prepareThreshold=0 to the URL.";
            case "25P02" -> " Roll back to a savepoint, or roll the transaction back.";
            default -> "";
        };
        return new FailedException(
                "Nothing was done: " + describe() + "." + remedy,
                TRANSIENT.contains(state()) || isLost(),
                error);
    }

    /** The rule stands in the constraint's name, and in the detail for servers that lose that. */
    private Optional<Rule> rule() {
        ServerErrorMessage server = server();
        if (server == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(server.getConstraint())
                .or(() -> Optional.ofNullable(server.getDetail()))
                .flatMap(Rule::ofSqlName);
    }

    private Optional<Refused> refused() {
        ServerErrorMessage server = server();
        if (server == null) {
            return Optional.empty();
        }
        return rule().map(rule -> new Refused(
                rule,
                state(),
                Objects.requireNonNullElse(server.getMessage(), ""),
                Objects.requireNonNullElse(server.getHint(), ""),
                Objects.requireNonNullElse(server.getColumn(), "")));
    }

    /**
     * An error that the server reports and after which the connection lives is certain, but for a
     * cancellation that arrives while a simple query is being committed: where the server notes how
     * long statements take, it takes effect afterwards. An error that the driver reports of itself
     * may have come before the request was sent or after it was done, unless the connection was
     * closed to begin with.
     */
    private boolean isUnknown() {
        if (server() == null) {
            return !NOT_OPEN.equals(state());
        }
        return ENDED.contains(state())
                || isLost()
                || (phase == Phase.ALONE_AS_SIMPLE_QUERY && CANCELLED.equals(state()));
    }

    /**
     * Whether the driver lost the connection: it says so itself, or after the server's last words.
     */
    private boolean isLost() {
        for (SQLException e = error; e != null; e = e.getNextException()) {
            if (stateOf(e).startsWith("08")) {
                return true;
            }
        }
        return false;
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

    private String state() {
        return stateOf(error);
    }

    private static String stateOf(SQLException e) {
        String state = e.getSQLState();
        return state == null ? "" : state;
    }

    private @Nullable ServerErrorMessage server() {
        return error instanceof PSQLException e ? e.getServerErrorMessage() : null;
    }
}
