package dev.widgets.cli.serve;

import dev.widgets.DatabaseError;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Maps database errors to HTTP statuses by their SQLSTATE, as PostgREST does. {@link DatabaseError}
 * says what a SQLSTATE means for everything else.
 */
final class SqlProblems {

    private static final int FIRST_STATUS = 200;
    private static final int LAST_STATUS = 599;

    private static final Set<String> BUSY = Set.of("08", "53");
    private static final Set<String> FORBIDDEN = Set.of("28", "0L", "0P");
    private static final Set<String> FAULTS = Set.of(
            "09", "25", "2D", "38", "39", "3B", "40", "54", "55", "57", "58", "F0", "HV", "P0",
            "XX");

    private SqlProblems() {}

    /**
     * Returns the response for an error after which certainly nothing was done.
     *
     * @param anonymous whether the request had no token
     */
    static Problem of(SQLException error, boolean anonymous) {
        ServerErrorMessage server =
                error instanceof PSQLException e ? e.getServerErrorMessage() : null;
        if (server == null) {
            return ofDriver(error, anonymous);
        }
        String state = Objects.requireNonNullElse(server.getSQLState(), "XX000");
        String message = Objects.requireNonNullElse(server.getMessage(), "");
        return problem(state, message, anonymous)
                .withDetails(server.getDetail())
                .withHint(server.getHint());
    }

    /** Maps an error that the driver, the pool or the library reported, not the server. */
    private static Problem ofDriver(SQLException error, boolean anonymous) {
        DatabaseError kind = DatabaseError.of(error);
        if (kind == DatabaseError.NO_FREE_CONNECTION) {
            return Problems.POOL_TIMEOUT;
        }
        String state = Objects.requireNonNullElse(error.getSQLState(), "");
        // a refused login is the service's own, and a closed pool reports no state
        return kind.isUnreachable() || state.isEmpty()
                ? Problems.UNREACHABLE
                : problem(state, String.valueOf(error.getMessage()), anonymous);
    }

    private static Problem problem(String state, String message, boolean anonymous) {
        int status = status(state, message, anonymous);
        Problem problem = Problem.of(status, state, message);
        if (status == 503) {
            return problem.with(Problems.RETRY_AFTER);
        }
        return status == 401 ? problem.with(Problems.BEARER) : problem;
    }

    private static int status(String state, String message, boolean anonymous) {
        if (state.startsWith("PT")) {
            return raised(state);
        }
        return switch (state) {
            case "42501" -> anonymous ? 401 : 403;
            case "23503", "23505" -> 409;
            case "25006" -> 405;
            case "42883", "42P01" -> 404;
            case "42P17", "21000", "53400" -> 500;
            case "57P01", "57P02", "57P03" -> 503;
            case "P0001" -> 400;
            // the role of a token does not exist
            case "22023" -> message.matches("(?s)role .* does not exist") ? 401 : 400;
            default -> ofClass(state.substring(0, Math.min(2, state.length())));
        };
    }

    private static int ofClass(String stateClass) {
        if (BUSY.contains(stateClass)) {
            return 503;
        }
        if (FORBIDDEN.contains(stateClass)) {
            return 403;
        }
        return FAULTS.contains(stateClass) ? 500 : 400;
    }

    private static int raised(String state) {
        String number = state.substring(2);
        if (!number.matches("\\d{3}")) {
            return 500;
        }
        int status = Integer.parseInt(number);
        return status < FIRST_STATUS || status > LAST_STATUS ? 500 : status;
    }
}
