package dev.widgets;

import java.sql.SQLException;
import java.time.Duration;

/** Waiting for what another connection will bring about. */
final class Await {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Await() {}

    interface Condition {
        boolean isMet() throws SQLException;
    }

    static void until(String what, Condition condition) throws SQLException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.isMet()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what);
            }
            try {
                Thread.sleep(2);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting until " + what, e);
            }
        }
    }
}
