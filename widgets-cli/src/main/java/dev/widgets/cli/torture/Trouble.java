package dev.widgets.cli.torture;

import java.util.Set;

/** The codes of failures that faults, locks and limits bring about. */
final class Trouble {

    /** Classes: connections, conflicts, resources, locks, operators, input and output. */
    private static final Set<String> CLASSES = Set.of("08", "40", "53", "55", "57", "58");

    /** The registry is busy; there is no transaction any more, because the connection is closed. */
    private static final Set<String> CODES = Set.of("PT503", "25P01", "");

    private Trouble() {}

    /** Whether a failure with this code is what a caller has to reckon with. */
    static boolean isExpected(String state) {
        return CODES.contains(state)
                || CLASSES.contains(state.substring(0, Math.min(2, state.length())));
    }
}
