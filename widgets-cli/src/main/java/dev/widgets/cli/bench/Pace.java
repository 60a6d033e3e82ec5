package dev.widgets.cli.bench;

import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The schedule of operations. With a rate, each operation has a scheduled start, regardless of
 * earlier operations, and its latency is measured from then. The wait for a free client is
 * therefore part of the latency, as it would be for a real caller.
 */
public final class Pace {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /**
     * If a free client starts an operation later than this, the benchmark program itself is too
     * slow.
     */
    private static final long LATE = TimeUnit.MILLISECONDS.toNanos(10);

    private final double nanosBetween;
    private final AtomicLong taken = new AtomicLong();
    private final LongAdder waited = new LongAdder();
    private final LongAdder late = new LongAdder();
    private volatile long origin;

    Pace(OptionalDouble rate) {
        nanosBetween = rate.isPresent() ? SECOND / rate.getAsDouble() : 0;
    }

    /** Returns whether there is a rate. */
    boolean isOpen() {
        return nanosBetween > 0;
    }

    void begin(long now) {
        origin = now;
    }

    /** Returns the scheduled time of the next operation, for a client that is free now. */
    long take(long now) {
        long time = origin + (long) (taken.getAndIncrement() * nanosBetween);
        if (time - now < 0) {
            waited.increment();
        }
        return time;
    }

    /** Records that a client that was ahead of schedule starts an operation. */
    void begun(long time, long now) {
        if (now - time > LATE) {
            late.increment();
        }
    }

    /** Returns how well the schedule was kept so far. */
    Kept kept(long now) {
        long due = isOpen() ? (long) ((now - origin) / nanosBetween) : 0;
        return new Kept(due, Math.max(0, due - taken.get()), waited.sum(), late.sum());
    }

    /**
     * How well a schedule was kept.
     *
     * @param due the number of operations that should have started
     * @param unsent the number that did not start, because too many were pending
     * @param waited the number that started late, because too many were pending
     * @param late the number that started late, because this program was too slow
     */
    public record Kept(long due, long unsent, long waited, long late) {

        Kept since(Kept earlier) {
            return new Kept(
                    due - earlier.due, unsent, waited - earlier.waited, late - earlier.late);
        }
    }
}
