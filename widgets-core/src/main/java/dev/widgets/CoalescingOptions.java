package dev.widgets;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/**
 * How a {@link WidgetCoalescer} sends. {@code examples/benchmarks/lanes} measures what serves best
 * on a machine.
 *
 * @param lanes how many connections send changes at once, and how many others read, 1 to 64
 * @param batchSize the most operations that are sent as one call, 1 to 10,000
 * @param queueLength the most operations that may wait to be sent; more are turned away with an
 *     {@link OverloadedException}
 * @param executor where futures are completed, and with them what depends on them
 * @param listener hears of every call
 */
public record CoalescingOptions(
        int lanes, int batchSize, int queueLength, Executor executor, Listener listener) {

    /**
     * Two lanes, batches of up to 256, a queue of 10,000, the common pool. Lanes and batches are
     * what was fastest with 256 callers on two cores; the queue is half a second of work there.
     */
    public static final CoalescingOptions DEFAULT =
            new CoalescingOptions(2, 256, 10_000, ForkJoinPool.commonPool(), Listener.NONE);

    private static final int MOST_LANES = 64;
    private static final int LARGEST_BATCH = 10_000;

    /** Hears of every call, for a host's metrics, on the thread that talks to the database. */
    @FunctionalInterface
    public interface Listener {

        /** Hears nothing. */
        Listener NONE = (operations, nanos) -> {};

        /**
         * A call has ended.
         *
         * @param operations how many operations it held
         * @param nanos how long it took, from the loan of a connection to the answer
         */
        void sent(int operations, long nanos);
    }

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public CoalescingOptions {
        check("lanes", lanes, MOST_LANES);
        check("batch size", batchSize, LARGEST_BATCH);
        check("queue length", queueLength, Integer.MAX_VALUE);
    }

    private static void check(String what, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    "The number for " + what + " is 1 to " + most + ", not " + value + ".");
        }
    }

    /** The same with another number of lanes. */
    public CoalescingOptions withLanes(int other) {
        return new CoalescingOptions(other, batchSize, queueLength, executor, listener);
    }

    /** The same with another size of batches. */
    public CoalescingOptions withBatchSize(int other) {
        return new CoalescingOptions(lanes, other, queueLength, executor, listener);
    }

    /** The same with another length of the queue. */
    public CoalescingOptions withQueueLength(int other) {
        return new CoalescingOptions(lanes, batchSize, other, executor, listener);
    }

    /** The same with another executor. */
    public CoalescingOptions withExecutor(Executor other) {
        return new CoalescingOptions(lanes, batchSize, queueLength, other, listener);
    }

    /** The same with a listener. */
    public CoalescingOptions withListener(Listener other) {
        return new CoalescingOptions(lanes, batchSize, queueLength, executor, other);
    }
}
