package dev.widgets.cli.bench;

import dev.widgets.Outcome;

/**
 * What became of the operations of one kind, or of all.
 *
 * @param name the operation, or all
 * @param done how many were done
 * @param rate how many were done a second
 * @param latency how long those took
 * @param refused how many were refused by a rule
 * @param failed how many failed, with nothing done
 * @param unknown how many were done or not, nobody knows
 */
public record Figures(
        String name,
        long done,
        double rate,
        Latency latency,
        long refused,
        long failed,
        long unknown) {

    /** The name of those of all operations together. */
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

    /** Whether there were none at all. */
    public boolean isEmpty() {
        return done + refused + failed + unknown == 0;
    }
}
