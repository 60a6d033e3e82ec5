package dev.widgets.cli.bench;

import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * When operations are to begin. With a rate there is a time for each, whatever became of those
 * before it, and its latency counts from then: an operation that had to wait for a free client was
 * kept waiting, as a caller would have been.
 */
public final class Pace {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /**
     * More than this after its time, with a client free to begin it, is the fault of this program.
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

    /** Whether there is a rate. */
    boolean isOpen() {
        return nanosBetween > 0;
    }

    void begin(long now) {
        origin = now;
    }

    /** Takes the time of the next operation, for a client that is free from now on. */
    long take(long now) {
        long time = origin + (long) (taken.getAndIncrement() * nanosBetween);
        if (time - now < 0) {
            waited.increment();
        }
        return time;
    }

    /** An operation is begun by a client that was free before its time. */
    void begun(long time, long now) {
        if (now - time > LATE) {
            late.increment();
        }
    }

    /** What was so up to now. */
    Kept kept(long now) {
        long due = isOpen() ? (long) ((now - origin) / nanosBetween) : 0;
        return new Kept(due, Math.max(0, due - taken.get()), waited.sum(), late.sum());
    }

    /**
     * How a rate was kept.
     *
     * @param due how many operations should have begun
     * @param unsent how many of them have not, because too many were under way
     * @param waited how many began late, because too many were under way
     * @param late how many began late because this program did not get to it
     */
    public record Kept(long due, long unsent, long waited, long late) {

        Kept since(Kept earlier) {
            return new Kept(
                    due - earlier.due, unsent, waited - earlier.waited, late - earlier.late);
        }
    }
}
