package dev.widgets.cli.bench;

import dev.widgets.cli.console.Durations;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What is to be measured.
 *
 * @param mode the way to the database
 * @param mix which operations
 * @param clients how many work at once; with a rate the most operations that may be under way
 * @param rate how many operations begin a second, answered or not; without it each client begins
 *     one as soon as the last is answered
 * @param warmup how long before anything is counted
 * @param duration how long it is counted
 * @param widgets how many widgets it works on
 * @param hot the share of the operations that go to the same few widgets, 0 to 1
 * @param seed chooses the operations
 * @param wiring how clients share connections
 */
public record BenchPlan(
        Mode mode,
        Mix mix,
        int clients,
        OptionalDouble rate,
        Duration warmup,
        Duration duration,
        int widgets,
        double hot,
        long seed,
        Wiring wiring) {

    /** How many widgets are hot. */
    public static final int HOT_WIDGETS = 8;

    /** The most widgets that there can be. */
    public static final int MOST_WIDGETS = 999_999_999;

    private static final int MOST_CLIENTS = 10_000;
    private static final double HIGHEST_RATE = 10_000_000;
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration SHORTEST = Duration.ofMillis(100);

    /**
     * Checks the plan.
     *
     * @throws IllegalArgumentException if something is out of its range
     */
    public BenchPlan {
        if (clients < 1 || clients > MOST_CLIENTS) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "The clients are 1 to %,d, not %d.", MOST_CLIENTS, clients));
        }
        if (rate.isPresent() && !(rate.getAsDouble() > 0 && rate.getAsDouble() <= HIGHEST_RATE)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "The rate is above 0 and at most %,.0f a second, not %s.",
                    HIGHEST_RATE,
                    rate.getAsDouble()));
        }
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "The duration is from 100ms to 168h, not " + Durations.text(duration) + ".");
        }
        if (warmup.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "The warm-up is at most 168h, not " + Durations.text(warmup) + ".");
        }
        if (!(hot >= 0 && hot <= 1)) {
            throw new IllegalArgumentException(
                    "The share of operations on hot widgets is from 0 to 1, not " + hot + ".");
        }
        int least = 2 * clients + HOT_WIDGETS;
        if (widgets < least || widgets > MOST_WIDGETS) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%d clients need %,d widgets at least, two of its own for each, and there can be %,d at most,"
                            + " not %,d.",
                    clients,
                    least,
                    MOST_WIDGETS,
                    widgets));
        }
    }

    int hotWidgets() {
        return hot > 0 ? HOT_WIDGETS : 0;
    }
}
