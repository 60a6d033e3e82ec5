package dev.widgets.cli.serve;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Stops a service without losing a request. First the service reports that it is not ready and asks
 * every client to close its connection, but still accepts what arrives, because a load balancer
 * needs time to notice. Then it stops listening, and then it waits for the requests in flight.
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

    /**
     * Returns when no request is in flight any more, or when the time is over.
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
        while (traffic.underWay() > 0 && System.nanoTime() - begin < grace.toNanos()) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return traffic.underWay() == 0;
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
