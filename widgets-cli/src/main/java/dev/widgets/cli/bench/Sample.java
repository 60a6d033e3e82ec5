package dev.widgets.cli.bench;

import org.HdrHistogram.Histogram;

/**
 * A stretch of a run.
 *
 * @param second when it ended, in seconds since counting began
 * @param rate how many operations were done a second in it
 * @param p50 the median of their latencies in milliseconds
 * @param p99 what 99 in 100 of them did not exceed
 * @param max what none of them exceeded
 */
public record Sample(double second, double rate, double p50, double p99, double max) {

    static Sample of(double second, double length, Histogram micros) {
        return new Sample(
                second,
                micros.getTotalCount() / length,
                Latency.at(micros, 50),
                Latency.at(micros, 99),
                micros.getMaxValue() / Latency.MICROS_A_MILLISECOND);
    }
}
