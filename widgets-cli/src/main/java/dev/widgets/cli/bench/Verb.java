package dev.widgets.cli.bench;

import java.util.Locale;

/** The operations that a load is mixed of. */
public enum Verb {
    /** Associates two widgets. */
    ASSOCIATE,
    /** Removes an association. */
    DISSOCIATE,
    /** Finds a widget. */
    FIND,
    /** Adds a widget. */
    ADD,
    /** Removes a widget. */
    REMOVE;

    /** As it is written, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
