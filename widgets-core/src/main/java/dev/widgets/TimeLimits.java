package dev.widgets;

import java.time.Duration;

/**
 * The time limits of connections that {@link WidgetPool} opens. The finest unit is a millisecond.
 *
 * @param connect the limit to get a connection, from the pool or from the server; an operation that
 *     exceeds it fails
 * @param lock the limit to wait for one lock; an operation that exceeds it fails
 * @param statement the limit for one statement, including its waits for locks; an operation that
 *     exceeds it fails
 * @param socket the limit to wait for an answer of the server; if it is exceeded, the connection is
 *     closed and the outcome is unknown. It must be longer than the statement limit, so that a
 *     server that still answers decides first
 */
public record TimeLimits(Duration connect, Duration lock, Duration statement, Duration socket) {

    /** 5 s to connect, 5 s for a lock, 10 s for a statement, 15 s for an answer. */
    public static final TimeLimits DEFAULT = new TimeLimits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(15));

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if a limit is shorter than a millisecond, or the socket
     *     limit is not longer than the statement limit
     */
    public TimeLimits {
        check("connect", connect);
        check("lock", lock);
        check("statement", statement);
        check("socket", socket);
        if (socket.compareTo(statement) <= 0) {
            throw new IllegalArgumentException("The socket time limit (" + socket
                    + ") must be longer than the statement time limit (" + statement + ").");
        }
    }

    private static void check(String name, Duration limit) {
        if (limit.toMillis() < 1) {
            throw new IllegalArgumentException("The " + name
                    + " time limit must be at least 1 millisecond, not " + limit + ".");
        }
    }
}
