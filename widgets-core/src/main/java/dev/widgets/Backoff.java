package dev.widgets;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The pause before a retry: exponential with full jitter, so that competing callers do not collide
 * again.
 */
final class Backoff {

    private static final long FIRST_MILLIS = 5;

    private Backoff() {}

    static void pause(int attempt) {
        long most = TimeUnit.MILLISECONDS.toNanos(FIRST_MILLIS << attempt);
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
    }
}
