package dev.widgets.cli.torture;

/**
 * What came of a call.
 *
 * @param kind which kind of outcome
 * @param text what was found, the rule that refused and the serial number that it blames, or what
 *     was said
 */
record CallOutcome(OutcomeKind kind, String text) {

    static final CallOutcome DONE = new CallOutcome(OutcomeKind.DONE, "");
    static final CallOutcome MISSING = new CallOutcome(OutcomeKind.MISSING, "");

    /** A line of the history holds it. */
    CallOutcome {
        text = text.replaceAll("\\s+", " ").strip();
    }

    static CallOutcome found(WidgetState state) {
        return new CallOutcome(OutcomeKind.FOUND, state.toString());
    }

    /** By a rule, and the serial number that it blames, if it names one. */
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

    /** Of a refusal. */
    String rule() {
        return text.split(" ", -1)[0];
    }

    /** Whether a refusal blames this serial number. */
    boolean blames(String serialNumber) {
        return text.endsWith(" " + serialNumber);
    }

    boolean is(OutcomeKind other) {
        return kind == other;
    }

    /** Whether the registry answered as it should while all is well. */
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
