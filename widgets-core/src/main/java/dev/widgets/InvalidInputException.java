package dev.widgets;

/** An argument can never be right: {@link #rule()} and the message say why. */
public final class InvalidInputException extends RefusedException {

    private static final long serialVersionUID = 1L;

    InvalidInputException(RefusalDetails refused) {
        super(refused);
    }

    InvalidInputException(Rule rule, String sentence) {
        super(RefusalDetails.unsent(rule, sentence));
    }
}
