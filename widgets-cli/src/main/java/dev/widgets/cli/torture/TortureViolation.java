package dev.widgets.cli.torture;

import java.util.List;

/**
 * Something that must never be.
 *
 * @param what a sentence without its full stop
 * @param lines what shows it
 */
public record TortureViolation(String what, List<String> lines) {

    /** Copies the lines. */
    public TortureViolation {
        lines = List.copyOf(lines);
    }
}
