package dev.widgets.cli.bench;

/**
 * The progress of a run.
 *
 * @param warming whether the run is still warming up
 * @param secondsLeft the remaining time of this phase in seconds
 * @param rate the current number of operations done per second
 * @param p50 the median latency in milliseconds
 * @param p99 the 99th percentile of the latency in milliseconds
 * @param refused the number refused so far
 * @param failed the number failed so far
 * @param unknown the number with an unknown outcome so far
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

    /** Receives progress. */
    @FunctionalInterface
    public interface Listener {

        /** Called several times per second. */
        void tick(BenchProgress tick);
    }
}
