package dev.widgets.cli.console;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses and formats durations such as 30s, 500ms, 2m and 1.5h. */
public final class Durations {

    private static final Pattern SYNTAX =
            Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)(us|ms|s|m|h)");
    private static final long NANOS_A_MILLISECOND = 1_000_000;
    private static final double FEW = 10;
    private static final double MANY = 100;
    private static final double MILLIS_A_SECOND = 1000;

    private Durations() {}

    /**
     * Parses a duration.
     *
     * @param what the name of the value in the message
     * @throws IllegalArgumentException if the text is not a number followed by a unit
     */
    public static Duration parse(String what, String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("The " + what
                    + " must be a number with a unit, such as 30s, 500ms or 2m, not '" + text
                    + "'.");
        }
        long nanos = new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(nanos(matcher.group(2))))
                .longValue();
        return Duration.ofNanos(nanos);
    }

    private static long nanos(String unit) {
        return switch (unit) {
            case "us" -> 1000;
            case "ms" -> NANOS_A_MILLISECOND;
            case "s" -> Duration.ofSeconds(1).toNanos();
            case "m" -> Duration.ofMinutes(1).toNanos();
            default -> Duration.ofHours(1).toNanos();
        };
    }

    /** Formats a duration in the largest unit in which it is a whole number. */
    public static String text(Duration duration) {
        long nanos = duration.toNanos();
        for (String unit : new String[] {"h", "m", "s", "ms"}) {
            if (nanos != 0 && nanos % nanos(unit) == 0) {
                return nanos / nanos(unit) + unit;
            }
        }
        return nanos == 0 ? "0s" : nanos / 1000 + "us";
    }

    /** Formats milliseconds with three significant digits: 0.85 ms, 12.3 ms, 123 ms or 1.23 s. */
    public static String ofMillis(double millis) {
        if (millis >= MILLIS_A_SECOND - 0.5) {
            return digits(millis / MILLIS_A_SECOND) + " s";
        }
        return digits(millis) + " ms";
    }

    private static String digits(double value) {
        return String.format(
                Locale.ROOT, value < FEW ? "%.2f" : value < MANY ? "%.1f" : "%,.0f", value);
    }
}
