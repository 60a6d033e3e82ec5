package dev.widgets.cli.serve;

import dev.widgets.WidgetFunction;
import dev.widgets.WidgetFunction.Argument;
import dev.widgets.cli.serve.query.EditDistance;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Suggests an existing name that is similar to a misspelled one, as PostgREST does. */
final class NearMatch {

    /** Minimum similarity of function and table names. */
    static final double NAMES = 0.75;

    private static final double PARAMETERS = 0.33;
    private static final int LONGEST = 300;

    private NearMatch() {}

    /**
     * Returns the hint of PostgREST: a function with a similar name, or the same function with its
     * actual arguments.
     */
    static Optional<String> ofFunction(String name, List<String> keys) {
        String begin = "Perhaps you meant to call the function widgets.";
        WidgetFunction function = WidgetFunction.ofSqlName(name).orElse(null);
        if (function == null) {
            List<String> names = Arrays.stream(WidgetFunction.values())
                    .map(WidgetFunction::sqlName)
                    .toList();
            return of(name, names, NAMES).map(near -> begin + near);
        }
        String list = function.arguments().stream()
                .map(Argument::sqlName)
                .sorted()
                .collect(Collectors.joining(", ", "(", ")"));
        return of("(" + String.join(", ", keys) + ")", List.of(list), PARAMETERS)
                .map(near -> begin + name + near);
    }

    /** Returns the most similar name, if its similarity (0 to 1) is high enough. */
    static Optional<String> of(String name, List<String> names, double least) {
        if (name.length() > LONGEST) {
            return Optional.empty();
        }
        return names.stream()
                .max(Comparator.comparingDouble(other -> nearness(name, other)))
                .filter(other -> nearness(name, other) >= least);
    }

    private static double nearness(String one, String other) {
        int longer = Math.max(one.length(), other.length());
        return longer == 0
                ? 1
                : 1
                        - (double) EditDistance.between(
                                        one.toLowerCase(Locale.ROOT),
                                        other.toLowerCase(Locale.ROOT))
                                / longer;
    }
}
