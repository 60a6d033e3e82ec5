package dev.widgets.cli.bench;

import dev.widgets.cli.console.Durations;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The settings of a benchmark.
 *
 * @param mode how operations reach the database
 * @param mix the relative frequencies of the operations
 * @param clients the number of concurrent clients; with a rate, the maximum number of pending
 *     operations
 * @param rate the number of operations started per second, regardless of answers; without it, each
 *     client starts an operation as soon as the previous one has ended
 * @param warmup the duration of the warm-up
 * @param duration the duration of the measurement
 * @param widgets the number of widgets
 * @param hot the share of the operations that use the same few widgets, 0 to 1
 * @param seed the seed of the random operations
 * @param wiring the connections, lanes and batch size
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

    /** The number of hot widgets. */
    public static final int HOT_WIDGETS = 8;

    /** The maximum number of widgets. */
    public static final int MOST_WIDGETS = 999_999_999;

    private static final int MOST_CLIENTS = 10_000;
    private static final double HIGHEST_RATE = 10_000_000;
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration SHORTEST = Duration.ofMillis(100);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public BenchPlan {
        if (clients < 1 || clients > MOST_CLIENTS) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "--clients must be from 1 to %,d, but is %d.",
                    MOST_CLIENTS,
                    clients));
        }
        if (rate.isPresent() && !(rate.getAsDouble() > 0 && rate.getAsDouble() <= HIGHEST_RATE)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "--rate must be above 0 and at most %,.0f operations per second, but is %s.",
                    HIGHEST_RATE,
                    rate.getAsDouble()));
        }
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("--duration must be from 100ms to 168h, but is "
                    + Durations.text(duration) + ".");
        }
        if (warmup.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "--warmup must be at most 168h, but is " + Durations.text(warmup) + ".");
        }
        if (!(hot >= 0 && hot <= 1)) {
            throw new IllegalArgumentException("--hot must be from 0 to 1, but is " + hot + ".");
        }
        int least = 2 * clients + HOT_WIDGETS;
        if (widgets < least || widgets > MOST_WIDGETS) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "--widgets must be from %2$,d (two for each of %1$,d clients and 8 hot ones)"
                            + " to %3$,d, but is %4$,d.",
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
