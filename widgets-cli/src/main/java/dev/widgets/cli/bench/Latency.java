package dev.widgets.cli.bench;

import org.HdrHistogram.Histogram;

/**
 * Latencies in milliseconds.
 *
 * @param p50 the median
 * @param p90 the 90th percentile
 * @param p99 the 99th percentile
 * @param p999 the 99.9th percentile
 * @param max the maximum
 */
public record Latency(double p50, double p90, double p99, double p999, double max) {

    static final double MICROS_A_MILLISECOND = 1000;

    static Latency of(Histogram micros) {
        return new Latency(
                at(micros, 50),
                at(micros, 90),
                at(micros, 99),
                at(micros, 99.9),
                micros.getMaxValue() / MICROS_A_MILLISECOND);
    }

    static double at(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / MICROS_A_MILLISECOND;
    }
}
