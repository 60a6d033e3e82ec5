package dev.widgets.cli.bench;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a run has measured.
 *
 * @param plan what was asked for
 * @param begin when counting began
 * @param seconds how long it was counted
 * @param interrupted whether that ended before its time
 * @param all all operations together
 * @param verbs those of each kind that there were
 * @param samples in the order of time
 * @param curves of all operations, and of each kind
 * @param kept how the rate was kept, where there was one
 * @param messages what was said first of each outcome that should not have been
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
