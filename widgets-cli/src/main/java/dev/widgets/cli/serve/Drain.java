package dev.widgets.cli.serve;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Stops a service without losing a request. First the service reports that it is not ready and asks
 * every client to close its connection, but still accepts what arrives, because a load balancer
 * needs time to notice. Then it stops listening, and then it waits for the requests in flight and
 * for those that are about to arrive on connections that it has accepted.
 *
 * <p>That no connection is open does not mean that the load balancer has noticed: every answer of a
 * draining service closes its connection, so such moments come early.
 *
 * @param traffic the requests in flight
 * @param listening the port
 * @param notice the time that a load balancer needs to notice; zero if nobody watches
 */
record Drain(Traffic traffic, HttpListener listening, Duration notice) {

    private static final long PAUSE_NANOS = 20_000_000;
    private static final Duration QUIET = Duration.ofSeconds(3);

    /** The time that the request of a new connection needs to arrive. */
    private static final Duration ARRIVAL = Duration.ofSeconds(1);

    /** The time after which a connection that was accepted is among the open ones. */
    private static final Duration ACCEPTANCE = Duration.ofMillis(200);

    /**
     * Returns when no request is in flight or about to arrive any more, or when the time is over.
     *
     * @param grace the most time, of which at most half goes by before the port is closed
     * @return whether every request was answered
     */
    boolean run(Duration grace) {
        traffic.end();
        long begin = System.nanoTime();
        long half = grace.toNanos() / 2;
        while (!isUnnoticed(System.nanoTime() - begin, half)) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        listening.turnAway();
        long closed = System.nanoTime();
        while (isExpected(closed) && System.nanoTime() - begin < grace.toNanos()) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return traffic.underWay() == 0;
    }

    /** Whether a request is in flight, or may still arrive on an open connection. */
    private boolean isExpected(long closedNanos) {
        long quiet = Math.min(traffic.quietNanos(), System.nanoTime() - closedNanos);
        Duration patience = listening.connections().isEmpty() ? ACCEPTANCE : ARRIVAL;
        return traffic.underWay() > 0 || quiet < patience.toNanos();
    }

    /** Whether nobody would notice that the port is closed, or the time for it has come anyway. */
    private boolean isUnnoticed(long passedNanos, long mostNanos) {
        if (passedNanos >= mostNanos) {
            return true;
        }
        if (passedNanos < notice.toNanos() || traffic.underWay() > 0) {
            return false;
        }
        boolean isWatched = !notice.isZero();
        return traffic.quietNanos() > QUIET.toNanos()
                || (!isWatched && listening.connections().isEmpty());
    }
}
