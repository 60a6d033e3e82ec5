package dev.widgets.cli.bench;

import dev.widgets.Outcome;

/**
 * The outcomes and latencies of the operations of one kind, or of all.
 *
 * @param name the operation, or all
 * @param done the number of operations that were done
 * @param rate the number done per second
 * @param latency their latencies
 * @param refused the number refused by a rule
 * @param failed the number that failed without effect
 * @param unknown the number with an unknown outcome
 */
public record Figures(
        String name,
        long done,
        double rate,
        Latency latency,
        long refused,
        long failed,
        long unknown) {

    /** The name of the figures of all operations. */
    public static final String ALL = "all";

    static Figures of(Verb verb, Totals totals, double rate) {
        return new Figures(
                verb.word(),
                totals.latency(verb).getTotalCount(),
                rate,
                Latency.of(totals.latency(verb)),
                totals.count(verb, Outcome.REFUSED),
                totals.count(verb, Outcome.FAILED),
                totals.count(verb, Outcome.UNKNOWN));
    }

    static Figures of(Totals totals, double rate) {
        return new Figures(
                ALL,
                totals.done(),
                rate,
                Latency.of(totals.latency()),
                totals.count(Outcome.REFUSED),
                totals.count(Outcome.FAILED),
                totals.count(Outcome.UNKNOWN));
    }

    /** Returns whether there were no operations. */
    public boolean isEmpty() {
        return done + refused + failed + unknown == 0;
    }
}
