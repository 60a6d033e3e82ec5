package dev.widgets.cli.serve;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Maps database errors to HTTP statuses, as PostgREST does. */
final class SqlProblems {

    private static final String NO_PRIVILEGE = "42501";
    private static final String CANCELLED = "57014";
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
        if (isPoolTimeout(error)) {
            return Problems.POOL_TIMEOUT;
        }
        return isLost(error)
                ? Problems.UNREACHABLE
                : problem(stateOf(error), String.valueOf(error.getMessage()), anonymous);
    }

    private static Problem problem(String state, String message, boolean anonymous) {
        int status = status(state, message, anonymous);
        Problem problem = Problem.of(status, state, message);
        if (status == 503) {
            return problem.with(Problems.RETRY_AFTER);
        }
        return status == 401 ? problem.with(Problems.BEARER) : problem;
    }

    /** Whether the connection was lost, so that what was being committed is unknown. */
    static boolean isLost(SQLException error) {
        for (SQLException e = error; e != null; e = e.getNextException()) {
            String state = stateOf(e);
            if (state.startsWith("08") || state.equals("57P01") || state.equals("57P02")) {
                return true;
            }
        }
        return stateOf(error).isEmpty();
    }

    /**
     * Whether a commit may have been done although this came of it. A cancellation that arrives
     * while the server writes its log to disk takes effect afterwards, if the server then says how
     * long the statement took ({@code log_min_duration_statement}).
     */
    static boolean mayFollowCommit(SQLException error) {
        return isLost(error) || stateOf(error).equals(CANCELLED);
    }

    /** Whether a privilege is missing, or a role may not be assumed. */
    static boolean isForbidden(SQLException error) {
        return stateOf(error).equals(NO_PRIVILEGE);
    }

    /** Whether it says that the database cannot be reached, or is coming or going. */
    static boolean isAbsence(SQLException error) {
        String state = stateOf(error);
        return (isLost(error) && !isPoolTimeout(error)) || state.startsWith("57P0");
    }

    /** All connections are in use; where there are none to be had, the pool says why. */
    private static boolean isPoolTimeout(SQLException error) {
        return error instanceof SQLTransientConnectionException && error.getCause() == null;
    }

    private static int status(String state, String message, boolean anonymous) {
        if (state.startsWith("PT")) {
            return raised(state);
        }
        return switch (state) {
            case NO_PRIVILEGE -> anonymous ? 401 : 403;
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

    private static String stateOf(@Nullable SQLException e) {
        return e == null || e.getSQLState() == null ? "" : e.getSQLState();
    }
}
