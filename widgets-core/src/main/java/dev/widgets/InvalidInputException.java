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

    /**
     * Creates the exception that the database or the library would cause, for tests of a host.
     *
     * @param rule the rule, one about arguments
     * @param argument the name of the argument, such as {@code serial_number}
     * @param hint the details that follow the sentence of the rule in the message
     */
    public InvalidInputException(Rule rule, String argument, String hint) {
        super(RefusalDetails.of(rule, argument, hint));
    }
}
