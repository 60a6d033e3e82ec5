package dev.widgets;

import java.time.Duration;

/**
 * How long the parts of an operation may take on connections that {@link WidgetPool} opens. None
 * may be zero; milliseconds are the finest unit.
 *
 * @param connect to get a connection: from the pool, or anew from the server
 * @param lock to wait for one lock; then the operation fails
 * @param statement for one statement, its waiting for locks included; then the operation fails
 * @param socket to wait for an answer; then the connection is given up and the outcome is unknown.
 *     Longer than the statement's, so that a server that still answers decides first
 */
public record TimeLimits(Duration connect, Duration lock, Duration statement, Duration socket) {

    /** 5 s to connect and for a lock, 10 s for a statement, 15 s for an answer. */
    public static final TimeLimits DEFAULT = new TimeLimits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(15));

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one is shorter than a millisecond, or the socket's is not
     *     longer than the statement's
     */
    public TimeLimits {
        check("connect", connect);
        check("lock", lock);
        check("statement", statement);
        check("socket", socket);
        if (socket.compareTo(statement) <= 0) {
            throw new IllegalArgumentException("The time limit of the socket, " + socket
                    + ", must be longer than that of a statement, " + statement + ".");
        }
    }

    private static void check(String name, Duration limit) {
        if (limit.toMillis() < 1) {
            throw new IllegalArgumentException("The time limit to " + name
                    + " must be at least a millisecond, not " + limit + ".");
        }
    }
}
