package dev.widgets.cli.torture;

import java.util.Locale;

/** Kinds of outcomes. */
public enum OutcomeKind {
    /** It changed the registry. */
    DONE,
    /** It found the widget. */
    FOUND,
    /** It found that there is none. */
    MISSING,
    /** A rule forbade it. */
    REFUSED,
    /** It was certainly not done. */
    FAILED,
    /** It was done, whole, or not at all. */
    UNKNOWN,
    /** Something that no documentation tells of. */
    WRONG;

    /** As it is written, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static OutcomeKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
