package dev.widgets.cli.torture;

import java.util.Locale;

/** The operations. */
enum Action {
    ADD,
    REMOVE,
    ASSOCIATE,
    DISSOCIATE,
    FIND;

    /** As it is written, in lower case. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Action of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
