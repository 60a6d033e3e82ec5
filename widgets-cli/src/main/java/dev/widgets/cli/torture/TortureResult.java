package dev.widgets.cli.torture;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What came of a torture.
 *
 * @param plan what was to be done
 * @param calls how many calls there were of each way and outcome
 * @param faults how many faults there were of each kind
 * @param silenceSeconds the longest time in which no call was answered
 * @param findings what the check has found
 * @param notes what a reader has to know beside that
 */
public record TortureResult(
        TorturePlan plan,
        Map<Transport, Map<OutcomeKind, Long>> calls,
        Map<Fault, Integer> faults,
        double silenceSeconds,
        Findings findings,
        List<String> notes) {

    /** In a word. */
    public enum Verdict {
        /** Nothing that was reported was lost, and no rule was broken. */
        PASSED,
        /** Something happened that must never happen. */
        VIOLATED,
        /** Nothing wrong was found, but not all could be checked. */
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

    /** What the findings come to. */
    public Verdict verdict() {
        if (!findings.violations().isEmpty()) {
            return Verdict.VIOLATED;
        }
        return findings.undecided().isEmpty() ? Verdict.PASSED : Verdict.UNDECIDED;
    }

    /** Of all ways. */
    public long count(OutcomeKind kind) {
        return calls.values().stream()
                .mapToLong(one -> one.getOrDefault(kind, 0L))
                .sum();
    }
}
