package dev.widgets.cli.bench;

import dev.widgets.cli.console.Durations;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition that makes a benchmark fail.
 *
 * @param figure the figure of all operations
 * @param above whether it fails above the limit, otherwise below
 * @param limit the limit; a latency is in milliseconds
 * @param text the condition as text
 */
public record Threshold(Figure figure, boolean above, double limit, String text) {

    private static final Pattern SYNTAX = Pattern.compile(
            "\\s*([a-z0-9.]+)\\s*([<>])\\s*(\\d{1,12}(?:\\.\\d{1,6})?)(us|ms|s)?\\s*");
    private static final double NANOS_A_MILLISECOND = 1e6;

    /** The figures that can have a limit. */
    public enum Figure {
        /** Operations done per second. */
        RATE("rate", false),
        /** A latency. */
        P50("p50", true),
        /** A latency. */
        P90("p90", true),
        /** A latency. */
        P99("p99", true),
        /** A latency. */
        P999("p99.9", true),
        /** A latency. */
        MAX("max", true),
        /** The number of refused operations. */
        REFUSED("refused", false),
        /** The number of failed operations. */
        ERRORS("errors", false),
        /** The number of operations with an unknown outcome. */
        UNKNOWN("unknown", false);

        private final String word;
        private final boolean isTime;

        Figure(String word, boolean isTime) {
            this.word = word;
            this.isTime = isTime;
        }

        private static Figure of(String word, String text) {
            return Arrays.stream(values())
                    .filter(figure -> figure.word.equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "Unknown figure '" + word + "' in the threshold '" + text
                                    + "'; expected rate, p50, p90, p99, p99.9, max, refused,"
                                    + " errors or unknown."));
        }

        private double value(Figures all) {
            return switch (this) {
                case RATE -> all.rate();
                case P50 -> all.latency().p50();
                case P90 -> all.latency().p90();
                case P99 -> all.latency().p99();
                case P999 -> all.latency().p999();
                case MAX -> all.latency().max();
                case REFUSED -> all.refused();
                case ERRORS -> all.failed();
                case UNKNOWN -> all.unknown();
            };
        }
    }

    /**
     * Parses thresholds such as {@code p99>20ms,rate<10000}.
     *
     * @throws IllegalArgumentException if the text has another format
     */
    public static List<Threshold> parse(String text) {
        return Arrays.stream(text.split(",", -1)).map(Threshold::parseOne).toList();
    }

    private static Threshold parseOne(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Invalid threshold '" + text
                    + "'; expected conditions such as p99>20ms,rate<10000.");
        }
        Figure figure = Figure.of(matcher.group(1), text);
        String unit = matcher.group(4);
        if (figure.isTime && unit == null) {
            throw new IllegalArgumentException(
                    "The threshold '" + text + "' needs a unit (us, ms or s), as in p99>20ms.");
        }
        if (!figure.isTime && unit != null) {
            throw new IllegalArgumentException("The threshold '" + text
                    + "' must not have a unit, because " + figure.word + " is a number.");
        }
        double limit = unit == null
                ? Double.parseDouble(matcher.group(3))
                : Durations.parse("limit", matcher.group(3) + unit).toNanos() / NANOS_A_MILLISECOND;
        return new Threshold(figure, matcher.group(2).equals(">"), limit, text.strip());
    }

    /** Returns whether the figures cross the threshold. */
    public boolean isCrossedBy(Figures all) {
        double value = figure.value(all);
        return above ? value > limit : value < limit;
    }

    /** Returns the actual value. */
    public String actual(Figures all) {
        double value = figure.value(all);
        return String.format(Locale.ROOT, figure.isTime ? "%,.3f ms" : "%,.0f", value);
    }
}
