package dev.widgets.cli.serve;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends a service so that nobody loses a request: first it says that it is not ready and asks
 * everyone to close, while it still takes what comes, for a load balancer needs a moment to notice;
 * then it accepts no more connections; then it waits for what is under way.
 *
 * @param traffic what is under way
 * @param listening the port
 */
record Drain(Traffic traffic, HttpListener listening) {

    private static final long PAUSE_NANOS = 20_000_000;
    private static final Duration NOTICING = Duration.ofSeconds(5);
    private static final Duration QUIET = Duration.ofSeconds(3);

    /** Returns when nothing is under way any more, or the time is over. */
    void run(Duration most) {
        traffic.end();
        long begin = System.nanoTime();
        long noticing = Math.min(NOTICING.toNanos(), most.toNanos() / 2);
        boolean turnedAway = false;
        while (System.nanoTime() - begin < most.toNanos() && !isOver()) {
            if (!turnedAway && System.nanoTime() - begin > noticing) {
                turnedAway = true;
                listening.turnAway();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        if (!turnedAway) {
            listening.turnAway();
        }
        while (System.nanoTime() - begin < most.toNanos() && traffic.underWay() > 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private boolean isOver() {
        return traffic.underWay() == 0
                && (listening.connections().isEmpty() || traffic.quietNanos() > QUIET.toNanos());
    }
}
