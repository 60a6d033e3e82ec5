package dev.widgets.cli.torture;

import java.util.Locale;

/** The kinds of outcomes. */
public enum OutcomeKind {
    /** The call changed the registry. */
    DONE,
    /** The call found the widget. */
    FOUND,
    /** The call found no widget. */
    MISSING,
    /** A rule refused the call. */
    REFUSED,
    /** The call certainly had no effect. */
    FAILED,
    /** The call took effect completely or not at all. */
    UNKNOWN,
    /** The outcome contradicts the documentation. */
    WRONG;

    /** Returns the name in lower case, as used in options and output. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static OutcomeKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
