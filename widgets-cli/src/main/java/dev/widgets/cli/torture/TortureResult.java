package dev.widgets.cli.torture;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The result of a torture run.
 *
 * @param plan the settings
 * @param calls the number of calls of each transport and outcome
 * @param faults the number of faults of each kind
 * @param silenceSeconds the longest time without an answer
 * @param findings the findings of the check
 * @param notes further remarks
 */
public record TortureResult(
        TorturePlan plan,
        Map<Transport, Map<OutcomeKind, Long>> calls,
        Map<Fault, Integer> faults,
        double silenceSeconds,
        Findings findings,
        List<String> notes) {

    /** The overall result. */
    public enum Verdict {
        /** No reported operation was lost and no rule was violated. */
        PASSED,
        /** At least one violation was found. */
        VIOLATED,
        /** No violation was found, but some histories could not be decided. */
        UNDECIDED
    }

    static TortureResult of(
            TorturePlan plan, CallHistory history, Findings findings, List<String> notes) {
        Map<Transport, Map<OutcomeKind, Long>> calls = new EnumMap<>(Transport.class);
        List<Long> answers = new ArrayList<>();
        for (RecordedCall call : history.calls()) {
            calls.computeIfAbsent(call.transport(), transport -> new EnumMap<>(OutcomeKind.class))
                    .merge(call.outcome().kind(), 1L, Long::sum);
            if (call.outcome().isAnswer()) {
                answers.add(call.ended());
            }
        }
        return new TortureResult(
                plan, calls, history.faults(), longest(answers, history.begin()), findings, notes);
    }

    private static double longest(List<Long> times, long begin) {
        long longest = 0;
        long last = begin;
        for (long time : times.stream().sorted().toList()) {
            longest = Math.max(longest, time - last);
            last = time;
        }
        return (double) longest / TimeUnit.SECONDS.toNanos(1);
    }

    /** Returns the overall result. */
    public Verdict verdict() {
        if (!findings.violations().isEmpty()) {
            return Verdict.VIOLATED;
        }
        return findings.undecided().isEmpty() ? Verdict.PASSED : Verdict.UNDECIDED;
    }

    /** Returns the number of calls with this kind of outcome, over all transports. */
    public long count(OutcomeKind kind) {
        return calls.values().stream()
                .mapToLong(one -> one.getOrDefault(kind, 0L))
                .sum();
    }
}
