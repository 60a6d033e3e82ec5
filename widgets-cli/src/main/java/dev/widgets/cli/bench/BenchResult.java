package dev.widgets.cli.bench;

import java.util.List;

/**
 * All that a benchmark has brought to light.
 *
 * @param measurement the figures
 * @param circumstances where they were measured
 * @param verdict whether the widgets are as they should be
 * @param thresholds what it was to fail at
 */
public record BenchResult(
        Measurement measurement,
        Circumstances circumstances,
        Verification verification,
        List<Threshold> thresholds) {

    /** The thresholds that were crossed. */
    public List<Threshold> crossed() {
        return thresholds.stream()
                .filter(threshold -> threshold.isCrossedBy(measurement.all()))
                .toList();
    }

    /** The figures of each kind, then of all. */
    public List<Figures> rows() {
        return java.util.stream.Stream.concat(
                        measurement.verbs().stream(), java.util.stream.Stream.of(measurement.all()))
                .toList();
    }
}
