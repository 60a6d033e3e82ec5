package dev.widgets;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The pause before a retry: exponential up to a second, with full jitter, so that competing callers
 * do not collide again.
 */
final class Backoff {

    private static final long FIRST_MILLIS = 5;
    private static final long MOST_MILLIS = 1_000;
    private static final int LAST_DOUBLING = 10;

    private Backoff() {}

    static void pause(int attempt) {
        LockSupport.parkNanos(nanos(attempt));
    }

    /** Returns the length of a pause, at most a second. */
    static long nanos(int attempt) {
        long most = Math.min(FIRST_MILLIS << Math.min(attempt, LAST_DOUBLING), MOST_MILLIS);
        return ThreadLocalRandom.current().nextLong(TimeUnit.MILLISECONDS.toNanos(most));
    }
}
