package dev.widgets.cli.serve;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query string, in their order.
 *
 * @param parameters the names with their values
 */
record Query(List<Parameter> parameters) {

    static final Query EMPTY = new Query(List.of());

    /** A name and a value. */
    record Parameter(String name, String value) {}

    /** Parses a query string; returns nothing if its percent-encoding is malformed. */
    static Optional<Query> parse(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Optional.of(EMPTY);
        }
        List<Parameter> parameters = new ArrayList<>();
        try {
            for (String part : text.split("&", -1)) {
                if (!part.isEmpty()) {
                    int equals = part.indexOf('=');
                    String name = equals < 0 ? part : part.substring(0, equals);
                    String value = equals < 0 ? "" : part.substring(equals + 1);
                    parameters.add(new Parameter(decode(name), decode(value)));
                }
            }
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return Optional.of(new Query(List.copyOf(parameters)));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Returns the last value of a parameter. */
    Optional<String> last(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .reduce((first, second) -> second);
    }
}
