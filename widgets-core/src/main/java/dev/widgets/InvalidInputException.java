package dev.widgets;

/**
 * Thrown when an argument is invalid, whatever the registry contains; {@link #rule()} and the
 * message say why. Nothing was done.
 */
public final class InvalidInputException extends RefusedException {

    private static final long serialVersionUID = 1L;

    InvalidInputException(RefusalDetails refused) {
        super(refused);
    }

    InvalidInputException(Rule rule, String argument, String hint) {
        super(RefusalDetails.unsent(rule, argument, hint));
    }
}
