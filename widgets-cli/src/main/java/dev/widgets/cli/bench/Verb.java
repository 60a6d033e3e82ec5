package dev.widgets.cli.bench;

import java.util.Locale;

/** The operations of a load. */
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

    /** Returns the name in lower case, as used in options and output. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
