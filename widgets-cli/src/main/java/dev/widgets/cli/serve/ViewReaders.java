package dev.widgets.cli.serve;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The roles that have read the views a moment ago. Their requests for single widgets may be
 * answered as those of get_widget, whose privilege the database checks for each batch; that of the
 * views it checks again after the moment.
 */
final class ViewReaders {

    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private final Map<String, Long> seen = new ConcurrentHashMap<>();

    ViewReaders(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Notes that the database has let a role read a view. */
    void sawReading(String role) {
        seen.put(role, nanoTime.getAsLong());
    }

    /** Returns whether a role has read a view within the last second. */
    boolean mayRead(String role) {
        Long time = seen.get(role);
        return time != null && nanoTime.getAsLong() - time < MOMENT.toNanos();
    }
}
