package dev.widgets;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/**
 * Options of a {@link WidgetCoalescer}. {@code examples/benchmarks/lanes} measures which number of
 * lanes is best on a machine.
 *
 * @param lanes the number of threads that write, and of as many others that read, each over a
 *     connection of its own; 1 to 64
 * @param batchSize the maximum number of operations in a batch, 1 to 10,000
 * @param nextLaneAt the number of waiting writes at which another lane starts while one is sending,
 *     1 to 10,000; a full batch is always enough, and for reads the number is always 32
 * @param queueLength the maximum number of operations in the queue, at least 1; further operations
 *     fail with an {@link OverloadedException}
 * @param executor completes the futures, and so runs the actions that depend on them; it must run
 *     or reject every task, because a task that it drops leaves futures that never complete
 * @param listener receives every database call and the outcome of every operation
 */
public record CoalescingOptions(
        int lanes,
        int batchSize,
        int nextLaneAt,
        int queueLength,
        Executor executor,
        Listener listener) {

    /**
     * Two lanes, batches of up to 256 operations, the second lane at 32 waiting writes, a queue of
     * 10,000 operations, the common pool and no listener. On two cores, these values were fastest
     * with 16 to 256 threads that wait for each operation, and a full queue is half a second of
     * work. {@code widgets serve} starts its second lane at 64 waiting writes, because its requests
     * need processor time as well.
     */
    public static final CoalescingOptions DEFAULT =
            new CoalescingOptions(2, 256, 32, 10_000, ForkJoinPool.commonPool(), Listener.NONE);

    private static final int MOST_LANES = 64;
    private static final int LARGEST_BATCH = 10_000;

    /** Receives database calls and the outcomes of operations, for the metrics of a host. */
    @FunctionalInterface
    public interface Listener {

        /** Ignores all calls. */
        Listener NONE = (operations, nanos) -> {};

        /**
         * Called when a database call has ended, successfully or not, on the thread that made it.
         *
         * @param operations the number of operations in the call
         * @param nanos the duration in nanoseconds, including the wait for a connection
         */
        void sent(int operations, long nanos);

        /**
         * Called when an operation has ended, before its future is completed, on the thread that
         * completes it. Not called for an operation with an invalid argument, nor for one that was
         * withdrawn by cancelling its future.
         *
         * @param function the function that the operation called
         * @param outcome how it ended
         * @param nanos the duration in nanoseconds, from the call of the repository on
         */
        default void ended(WidgetFunction function, Outcome outcome, long nanos) {}
    }

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException if an option is out of its range
     */
    public CoalescingOptions {
        check("number of lanes", lanes, MOST_LANES);
        check("batch size", batchSize, LARGEST_BATCH);
        check("number of waiting operations for another lane", nextLaneAt, LARGEST_BATCH);
        check("queue length", queueLength, Integer.MAX_VALUE);
    }

    private static void check(String what, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    "The " + what + " must be 1 to " + most + ", not " + value + ".");
        }
    }

    /** Returns the same options with another number of lanes. */
    public CoalescingOptions withLanes(int other) {
        return new CoalescingOptions(other, batchSize, nextLaneAt, queueLength, executor, listener);
    }

    /** Returns the same options with another batch size. */
    public CoalescingOptions withBatchSize(int other) {
        return new CoalescingOptions(lanes, other, nextLaneAt, queueLength, executor, listener);
    }

    /**
     * Returns the same options with another number of waiting writes at which another lane starts.
     */
    public CoalescingOptions withNextLaneAt(int other) {
        return new CoalescingOptions(lanes, batchSize, other, queueLength, executor, listener);
    }

    /** Returns the same options with another queue length. */
    public CoalescingOptions withQueueLength(int other) {
        return new CoalescingOptions(lanes, batchSize, nextLaneAt, other, executor, listener);
    }

    /** Returns the same options with another executor. */
    public CoalescingOptions withExecutor(Executor other) {
        return new CoalescingOptions(lanes, batchSize, nextLaneAt, queueLength, other, listener);
    }

    /** Returns the same options with another listener. */
    public CoalescingOptions withListener(Listener other) {
        return new CoalescingOptions(lanes, batchSize, nextLaneAt, queueLength, executor, other);
    }
}
