package dev.widgets.cli.torture;

import java.util.List;
import java.util.Locale;

/** The ways to the registry. Clients are divided over them. */
public enum Way {
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

    private static final List<Way> ALL = List.of(values());

    /** As it is written, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Way of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The way of a client, who is one of many. */
    static Way ofClient(int client) {
        return ALL.get(client % ALL.size());
    }

    boolean isHttp() {
        return this == HTTP || this == KEYED;
    }
}
