package dev.widgets.cli.torture;

/**
 * What came of a call.
 *
 * @param kind which kind of outcome
 * @param text what was found, the rule that refused and the serial number that it blames, or what
 *     was said
 */
record Outcome(Kind kind, String text) {

    static final Outcome DONE = new Outcome(Kind.DONE, "");
    static final Outcome MISSING = new Outcome(Kind.MISSING, "");

    /** A line of the history holds it. */
    Outcome {
        text = text.replaceAll("\\s+", " ").strip();
    }

    static Outcome found(WidgetState state) {
        return new Outcome(Kind.FOUND, state.toString());
    }

    /** By a rule, and the serial number that it blames, if it names one. */
    static Outcome refused(String rule, String blamed) {
        return new Outcome(Kind.REFUSED, rule + " " + blamed);
    }

    static Outcome failed(String text) {
        return new Outcome(Kind.FAILED, text);
    }

    static Outcome unknown(String text) {
        return new Outcome(Kind.UNKNOWN, text);
    }

    static Outcome wrong(String text) {
        return new Outcome(Kind.WRONG, text);
    }

    /** Of a refusal. */
    String rule() {
        return text.split(" ", -1)[0];
    }

    /** Whether a refusal blames this serial number. */
    boolean blames(String serialNumber) {
        return text.endsWith(" " + serialNumber);
    }

    boolean is(Kind other) {
        return kind == other;
    }

    /** Whether the registry answered as it should while all is well. */
    boolean isAnswer() {
        return kind == Kind.DONE
                || kind == Kind.FOUND
                || kind == Kind.MISSING
                || kind == Kind.REFUSED;
    }

    @Override
    public String toString() {
        return text.isEmpty() ? kind.word() : kind.word() + " " + text;
    }
}
