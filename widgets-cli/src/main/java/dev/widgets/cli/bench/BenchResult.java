package dev.widgets.cli.bench;

import java.util.List;

/**
 * The complete result of a benchmark.
 *
 * @param measurement the figures
 * @param circumstances the environment of the measurement
 * @param verification the result of the verification of the widgets
 * @param thresholds the conditions of {@code --fail-if}
 */
public record BenchResult(
        Measurement measurement,
        Circumstances circumstances,
        Verification verification,
        List<Threshold> thresholds) {

    /** Returns the thresholds that were crossed. */
    public List<Threshold> crossed() {
        return thresholds.stream()
                .filter(threshold -> threshold.isCrossedBy(measurement.all()))
                .toList();
    }

    /** Returns the figures of each operation, then those of all operations. */
    public List<Figures> rows() {
        return java.util.stream.Stream.concat(
                        measurement.verbs().stream(), java.util.stream.Stream.of(measurement.all()))
                .toList();
    }
}
