package dev.widgets.cli.bench;

import java.util.Optional;

/**
 * Whether a benchmark has left its widgets as it should.
 *
 * @param state how far that is known
 * @param violations how many ends of associations of its widgets are not sound
 * @param differences how much is there other than was reported done
 * @param message what was found, or why nothing was looked at
 */
public record Verification(
        State state, long violations, long differences, Optional<String> message) {

    /** How far it is known. */
    public enum State {
        /** All is as it should be. */
        SOUND,
        /** Something is not. */
        UNSOUND,
        /** Nobody has looked. */
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

    /** Nobody has looked, and why. */
    public static Verification unchecked(String why) {
        return new Verification(State.UNCHECKED, 0, 0, Optional.of(why));
    }
}
