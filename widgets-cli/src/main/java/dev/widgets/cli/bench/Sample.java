package dev.widgets.cli.bench;

import org.HdrHistogram.Histogram;

/**
 * A time interval of a run.
 *
 * @param second the end of the interval in seconds since the start of the measurement
 * @param rate the number of operations done per second
 * @param p50 the median latency in milliseconds
 * @param p99 the 99th percentile of the latency in milliseconds
 * @param max the maximum latency in milliseconds
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
