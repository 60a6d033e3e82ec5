package dev.widgets.cli.bench;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * A latency distribution.
 *
 * @param name the operation, or all
 * @param points the points, in ascending order
 */
public record Curve(String name, List<Point> points) {

    private static final int STEPS_A_HALVING = 8;

    /**
     * A share of the operations and the latency that they did not exceed.
     *
     * @param share from 0 to 1
     * @param millis the latency in milliseconds
     */
    public record Point(double share, double millis) {}

    static Curve of(String name, Histogram micros) {
        List<Point> points = new ArrayList<>();
        // the slowest of a thousand operations represents the last half of a thousandth
        double last = 1 - 0.5 / Math.max(1, micros.getTotalCount());
        for (HistogramIterationValue value : micros.percentiles(STEPS_A_HALVING)) {
            points.add(new Point(
                    Math.min(value.getPercentile() / 100, last),
                    value.getValueIteratedTo() / Latency.MICROS_A_MILLISECOND));
        }
        return new Curve(name, points);
    }
}
