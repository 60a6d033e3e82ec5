package dev.widgets.cli.torture;

/**
 * The outcome of a call.
 *
 * @param kind its kind
 * @param text the state that was found, the violated rule with the serial number that it names, or
 *     a message
 */
record CallOutcome(OutcomeKind kind, String text) {

    static final CallOutcome DONE = new CallOutcome(OutcomeKind.DONE, "");
    static final CallOutcome MISSING = new CallOutcome(OutcomeKind.MISSING, "");

    /** Normalizes white space, because a line of the history contains the text. */
    CallOutcome {
        text = text.replaceAll("\\s+", " ").strip();
    }

    static CallOutcome found(WidgetState state) {
        return new CallOutcome(OutcomeKind.FOUND, state.toString());
    }

    /** Returns a refusal with its rule and the serial number that it names, or an empty one. */
    static CallOutcome refused(String rule, String blamed) {
        return new CallOutcome(OutcomeKind.REFUSED, rule + " " + blamed);
    }

    static CallOutcome failed(String text) {
        return new CallOutcome(OutcomeKind.FAILED, text);
    }

    static CallOutcome unknown(String text) {
        return new CallOutcome(OutcomeKind.UNKNOWN, text);
    }

    static CallOutcome wrong(String text) {
        return new CallOutcome(OutcomeKind.WRONG, text);
    }

    /** Returns the rule of a refusal. */
    String rule() {
        return text.split(" ", -1)[0];
    }

    /** Returns whether a refusal names this serial number. */
    boolean blames(String serialNumber) {
        return text.endsWith(" " + serialNumber);
    }

    boolean is(OutcomeKind other) {
        return kind == other;
    }

    /** Returns whether this is a normal answer, neither an error nor an unknown outcome. */
    boolean isAnswer() {
        return kind == OutcomeKind.DONE
                || kind == OutcomeKind.FOUND
                || kind == OutcomeKind.MISSING
                || kind == OutcomeKind.REFUSED;
    }

    @Override
    public String toString() {
        return text.isEmpty() ? kind.word() : kind.word() + " " + text;
    }
}
