package dev.widgets.cli.serve;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The functions that the service exposes. */
enum ApiFunction {
    ADD_WIDGET("Widget added.", Argument.SERIAL_NUMBER, Argument.NAME, Argument.PORTS),
    REMOVE_WIDGET("Widget removed.", Argument.SERIAL_NUMBER),
    ASSOCIATE_WIDGETS(
            "Widgets associated.",
            Argument.SERIAL_NUMBER,
            Argument.PEER_SERIAL_NUMBER,
            Argument.PORT),
    REMOVE_ASSOCIATION(
            "Association removed.",
            Argument.SERIAL_NUMBER,
            Argument.PEER_SERIAL_NUMBER,
            Argument.PORT),
    GET_WIDGET("", Argument.SERIAL_NUMBER);

    private static final Map<String, ApiFunction> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toMap(ApiFunction::sqlName, Function.identity()));

    private final String message;
    private final int mask;

    ApiFunction(String message, Argument... arguments) {
        this.message = message;
        mask = Arrays.stream(arguments).mapToInt(Argument::bit).sum();
    }

    String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether the function is volatile, and so accepts POST only. */
    boolean writes() {
        return !message.isEmpty();
    }

    /** Returns the result of a writing function, or an empty text. */
    String message() {
        return message;
    }

    /** Returns the arguments in their order. */
    List<Argument> arguments() {
        return Arrays.stream(Argument.values())
                .filter(argument -> (mask & argument.bit()) != 0)
                .toList();
    }

    /** Returns the bits of the arguments. */
    int mask() {
        return mask;
    }

    static @Nullable ApiFunction of(String name) {
        return BY_NAME.get(name);
    }
}
