package dev.widgets.cli.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The ways to the registry. Clients are divided over them. */
public enum Transport {
    /** A {@code WidgetRepository} over a pool. */
    SINGULAR,
    /** The futures of a {@code WidgetCoalescer}. */
    COALESCED,
    /** A {@code WidgetCoalescer} for callers that wait. */
    WAITING,
    /** {@code widgets serve}. */
    HTTP,
    /** The same with an Idempotency-Key: a request is sent again until its outcome is known. */
    KEYED;

    /** As it is written, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Transport of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** All of them. */
    public static List<Transport> all() {
        return List.of(values());
    }

    /**
     * Reads a list with commas between.
     *
     * @throws IllegalArgumentException if it is something else; the message says what there is
     */
    public static List<Transport> parse(String text) {
        List<Transport> transports = new ArrayList<>();
        for (String word : text.split(",", -1)) {
            transports.add(all().stream()
                    .filter(transport -> transport.word().equals(word.strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("There is no way '"
                            + word.strip() + "': write some of " + list(all())
                            + " with commas between.")));
        }
        return transports;
    }

    /** As it is written. */
    public static String list(List<Transport> transports) {
        return transports.stream().map(Transport::word).collect(Collectors.joining(","));
    }

    boolean isHttp() {
        return this == HTTP || this == KEYED;
    }
}
