package dev.widgets.cli.serve;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The arguments of the API functions, in the order in which every function declares them. */
enum Argument {
    SERIAL_NUMBER(1),
    PEER_SERIAL_NUMBER(2),
    NAME(4),
    PORT(8),
    PORTS(16);

    private static final Map<String, Argument> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toMap(Argument::sqlName, Function.identity()));

    private final int bit;

    Argument(int bit) {
        this.bit = bit;
    }

    /** Returns the name in SQL and JSON. */
    String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    int bit() {
        return bit;
    }

    static @Nullable Argument of(String name) {
        return BY_NAME.get(name);
    }
}
