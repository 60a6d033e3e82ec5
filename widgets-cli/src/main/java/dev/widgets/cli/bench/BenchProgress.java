package dev.widgets.cli.bench;

/**
 * How a run goes.
 *
 * @param warming whether nothing is counted yet
 * @param secondsLeft how long this goes on
 * @param rate how many operations are done a second now
 * @param p50 the median of their latencies in milliseconds
 * @param p99 what 99 in 100 of them do not exceed
 * @param refused how many were refused so far
 * @param failed how many failed so far
 * @param unknown how many are unknown so far
 */
public record BenchProgress(
        boolean warming,
        double secondsLeft,
        double rate,
        double p50,
        double p99,
        long refused,
        long failed,
        long unknown) {

    /** Hears how a run goes. */
    @FunctionalInterface
    public interface Listener {

        /** Called a few times a second. */
        void tick(BenchProgress tick);
    }
}
