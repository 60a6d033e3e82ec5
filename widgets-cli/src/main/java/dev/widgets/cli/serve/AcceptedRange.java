package dev.widgets.cli.serve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One range of an Accept header, such as {@code text/csv;q=0.5}.
 *
 * @param text the range without spaces and quality
 * @param quality the preference, 0 for types that are not acceptable
 */
record AcceptedRange(String text, double quality) {

    private static final String QUALITY = ";q=";
    private static final String PLAN = "application/vnd.pgrst.plan";
    private static final List<String> PLAN_OPTIONS =
            List.of("analyze", "verbose", "settings", "buffers", "wal");

    /** Returns the ranges, the preferred ones first. */
    static List<AcceptedRange> parse(String accept) {
        List<AcceptedRange> ranges = new ArrayList<>();
        for (String part : accept.split(",", -1)) {
            String text = part.replace(" ", "");
            int quality = text.indexOf(QUALITY);
            ranges.add(
                    quality < 0
                            ? new AcceptedRange(text, 1)
                            : new AcceptedRange(
                                    text.substring(0, quality),
                                    number(text.substring(quality + QUALITY.length()))));
        }
        ranges.sort(Comparator.comparingDouble(AcceptedRange::quality)
                .thenComparingInt(AcceptedRange::specificity)
                .reversed());
        return ranges;
    }

    private static double number(String text) {
        int end = text.indexOf(';');
        try {
            return Double.parseDouble(end < 0 ? text : text.substring(0, end));
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    private int specificity() {
        return (int) (text.chars().filter(c -> c == ';').count()
                - text.chars().filter(c -> c == '*').count());
    }

    /** Returns the type without parameters, in lower case. */
    String type() {
        return text.split(";", 2)[0].toLowerCase(Locale.ROOT);
    }

    boolean isAny() {
        return type().equals("*/*");
    }

    /** Returns the value of a parameter, without quotes. */
    Optional<String> parameter(String name) {
        return Stream.of(text.split(";", -1))
                .skip(1)
                .filter(one -> one.toLowerCase(Locale.ROOT).startsWith(name + "="))
                .map(one -> one.substring(name.length() + 1).replace("\"", ""))
                .findFirst();
    }

    /** Returns the name in messages. */
    String name() {
        if (!type().startsWith(PLAN)) {
            return text;
        }
        List<String> asked = List.of(parameter("options").orElse("").split("\\|", -1));
        String options =
                PLAN_OPTIONS.stream().filter(asked::contains).collect(Collectors.joining("|"));
        return PLAN + (type().endsWith("+json") ? "+json" : "+text") + "; for=\""
                + parameter("for").orElse("application/json") + "\""
                + (options.isEmpty() ? "" : "; options=" + options);
    }
}
