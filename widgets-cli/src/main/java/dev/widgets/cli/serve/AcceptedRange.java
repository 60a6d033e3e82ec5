package dev.widgets.cli.serve;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.QuotedQualityCSV;

/**
 * One range of an Accept header, such as {@code text/csv;q=0.5}.
 *
 * @param text the range without spaces and quality
 */
record AcceptedRange(String text) {

    private static final String PLAN = "application/vnd.pgrst.plan";
    private static final List<String> PLAN_OPTIONS =
            List.of("analyze", "verbose", "settings", "buffers", "wal");

    /** Returns the acceptable ranges, the preferred ones first. */
    static List<AcceptedRange> parse(String accept) {
        QuotedQualityCSV ranges = new QuotedQualityCSV(AcceptedRange::specificity);
        ranges.addValue(accept);
        return ranges.getValues().stream()
                .map(range -> new AcceptedRange(range.replace(" ", "")))
                .toList();
    }

    private static int specificity(String range) {
        return (int) (range.chars().filter(c -> c == ';').count()
                - range.chars().filter(c -> c == '*').count());
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
