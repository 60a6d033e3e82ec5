package dev.widgets.cli.serve.query;

/**
 * What a parser answers.
 *
 * @param <T> the type of the value
 */
sealed interface ParseReply<T> {

    /** Returns whether input was consumed; an alternative is tried only if none was. */
    boolean consumed();

    /** Returns what was met, also of parsers that succeed, for the errors of those that follow. */
    ParseError error();

    /** The input was accepted. */
    record Accepted<T>(boolean consumed, T value, ParseInput rest, ParseError error)
            implements ParseReply<T> {}

    /** The input was rejected. */
    record Rejected<T>(boolean consumed, ParseError error) implements ParseReply<T> {

        /** Returns the same reply for a parser of other values. */
        @SuppressWarnings("unchecked") // it has no value
        <U> Rejected<U> as() {
            return (Rejected<U>) this;
        }
    }
}
