package dev.widgets.cli.bench;

import org.HdrHistogram.Histogram;

/**
 * How long operations took, in milliseconds.
 *
 * @param p50 half of them took no longer
 * @param p90 90 in 100
 * @param p99 99 in 100
 * @param p999 999 in 1,000
 * @param max all of them
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
