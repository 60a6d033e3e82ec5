package dev.widgets.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The charts of a measurement. */
record Charts(Measurement measurement) {

    private static final double FEWEST_NINES = 0.99;

    private double end() {
        return measurement.seconds();
    }

    String throughput() {
        double highest = highest(Sample::rate);
        return new Chart(Axis.seconds(end()), Axis.upTo(highest, ""))
                .add(new Chart.Line("operations per second", points(Sample::rate), true))
                .render("Throughput", "Operations done per second during the run.");
    }

    String latency() {
        Axis up = Axis.millis(lowest(Sample::p50), highest(Sample::max));
        return new Chart(Axis.seconds(end()), up)
                .add(new Chart.Line("median", points(Sample::p50), false))
                .add(new Chart.Line("99th percentile", points(Sample::p99), false))
                .add(new Chart.Line("slowest", points(Sample::max), false))
                .render("Latency", "Latencies of the operations that ended at that time.");
    }

    String distribution() {
        double lowest = Double.MAX_VALUE;
        double highest = 0;
        double share = FEWEST_NINES;
        for (Curve curve : measurement.curves()) {
            for (Curve.Point point : curve.points()) {
                lowest = Math.min(lowest, point.millis());
                highest = Math.max(highest, point.millis());
                share = Math.max(share, point.share());
            }
        }
        Chart chart = new Chart(Axis.nines(share), Axis.millis(lowest, highest));
        for (Curve curve : measurement.curves()) {
            chart.add(new Chart.Line(
                    curve.name(),
                    curve.points().stream()
                            .map(point -> new Chart.Point(point.share(), point.millis()))
                            .toList(),
                    false));
        }
        return chart.render(
                "Distribution of latencies",
                "Share of the operations that took no longer than" + " the given time.");
    }

    private List<Chart.Point> points(ToDoubleFunction<Sample> value) {
        List<Chart.Point> points = new ArrayList<>();
        double from = 0;
        for (Sample sample : measurement.samples()) {
            points.add(new Chart.Point((from + sample.second()) / 2, value.applyAsDouble(sample)));
            from = sample.second();
        }
        return points;
    }

    private double highest(ToDoubleFunction<Sample> value) {
        return measurement.samples().stream().mapToDouble(value).max().orElse(1);
    }

    private double lowest(ToDoubleFunction<Sample> value) {
        return measurement.samples().stream().mapToDouble(value).min().orElse(1);
    }
}
