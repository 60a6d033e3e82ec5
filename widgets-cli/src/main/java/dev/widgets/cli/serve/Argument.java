package dev.widgets.cli.serve;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The arguments of the functions of the API, in the order that each function has them in. */
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

    /** Its name in the database and in JSON. */
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
