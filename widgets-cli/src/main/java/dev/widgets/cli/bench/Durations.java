package dev.widgets.cli.bench;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them: 30s, 500ms, 2m, 1.5h. */
public final class Durations {

    private static final Pattern SYNTAX =
            Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)(us|ms|s|m|h)");
    private static final long NANOS_A_MILLISECOND = 1_000_000;

    private Durations() {}

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is not written like this
     */
    public static Duration parse(String what, String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("The " + what
                    + " is a number and a unit, such as 30s, 500ms or 2m, not '" + text + "'.");
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

    /** In the largest unit in which it is a whole number. */
    public static String text(Duration duration) {
        long nanos = duration.toNanos();
        for (String unit : new String[] {"h", "m", "s", "ms"}) {
            if (nanos != 0 && nanos % nanos(unit) == 0) {
                return nanos / nanos(unit) + unit;
            }
        }
        return nanos == 0 ? "0s" : nanos / 1000 + "us";
    }
}
