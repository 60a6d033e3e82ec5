package dev.widgets.cli.bench;

import java.util.Optional;

/**
 * The result of verifying the widgets after a benchmark.
 *
 * @param state the overall result
 * @param violations the number of asymmetric ends of associations
 * @param differences the number of differences from the reported outcomes
 * @param message an example of what was found, or the reason why nothing was verified
 */
public record Verification(
        State state, long violations, long differences, Optional<String> message) {

    /** The overall result. */
    public enum State {
        /** No violations and no differences were found. */
        SOUND,
        /** Violations or differences were found. */
        UNSOUND,
        /** The widgets were not verified. */
        UNCHECKED
    }

    static Verification of(long violations, Differences differences, Optional<String> violation) {
        boolean sound = violations + differences.count() == 0;
        return new Verification(
                sound ? State.SOUND : State.UNSOUND,
                violations,
                differences.count(),
                violation.or(differences::example));
    }

    /** Returns the result of a verification that did not take place, with the reason. */
    public static Verification unchecked(String why) {
        return new Verification(State.UNCHECKED, 0, 0, Optional.of(why));
    }
}
