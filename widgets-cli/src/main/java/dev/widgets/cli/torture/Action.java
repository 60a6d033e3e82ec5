package dev.widgets.cli.torture;

import java.util.Locale;

/** The kinds of operations. */
enum Action {
    ADD,
    REMOVE,
    ASSOCIATE,
    DISSOCIATE,
    FIND;

    /** Returns the name in lower case, as used in options and output. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Action of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
