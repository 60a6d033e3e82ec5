package dev.widgets.cli.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The ways to reach the registry. The clients are divided among them. */
public enum Transport {
    /** A {@code WidgetRepository} over a pool. */
    SINGULAR,
    /** The asynchronous API of a {@code WidgetCoalescer}. */
    COALESCED,
    /** The blocking API of a {@code WidgetCoalescer}. */
    WAITING,
    /** {@code widgets serve}. */
    HTTP,
    /**
     * {@code widgets serve} with an Idempotency-Key: a request is sent again until its outcome is
     * known.
     */
    KEYED;

    /** Returns the name in lower case, as used in options and output. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Transport of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Returns all transports. */
    public static List<Transport> all() {
        return List.of(values());
    }

    /**
     * Parses a comma-separated list.
     *
     * @throws IllegalArgumentException if the text is anything else; the message lists the valid
     *     values
     */
    public static List<Transport> parse(String text) {
        List<Transport> transports = new ArrayList<>();
        for (String word : text.split(",", -1)) {
            transports.add(all().stream()
                    .filter(transport -> transport.word().equals(word.strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("Unknown transport '"
                            + word.strip() + "'; expected a comma-separated list of "
                            + list(all()) + ".")));
        }
        return transports;
    }

    /** Returns the name used in options and output. */
    public static String list(List<Transport> transports) {
        return transports.stream().map(Transport::word).collect(Collectors.joining(","));
    }

    boolean isHttp() {
        return this == HTTP || this == KEYED;
    }
}
