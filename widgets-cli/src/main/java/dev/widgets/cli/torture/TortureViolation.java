package dev.widgets.cli.torture;

import java.util.List;

/**
 * A violation of a rule or of consistency.
 *
 * @param what a sentence without a full stop
 * @param lines the evidence
 */
public record TortureViolation(String what, List<String> lines) {

    /** Copies the lines. */
    public TortureViolation {
        lines = List.copyOf(lines);
    }
}
