package dev.widgets.cli.bench;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The measurement of a run.
 *
 * @param plan the settings
 * @param begin the start of the measurement
 * @param seconds its duration in seconds
 * @param interrupted whether it was ended early
 * @param all the figures of all operations
 * @param verbs the figures of each kind of operation
 * @param samples the samples in chronological order
 * @param curves the latency distributions of all operations and of each kind
 * @param kept how well the schedule was kept, if there was a rate
 * @param messages the first message of each unexpected outcome
 */
public record Measurement(
        BenchPlan plan,
        Instant begin,
        double seconds,
        boolean interrupted,
        Figures all,
        List<Figures> verbs,
        List<Sample> samples,
        List<Curve> curves,
        Optional<Pace.Kept> kept,
        List<String> messages) {}
