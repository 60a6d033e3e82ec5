package dev.widgets;

/**
 * Thrown when the connection was lost, or no answer came in time, after an operation had been sent.
 * It was done completely or not at all. To find out, look up the widget, or repeat the operation
 * and take a fitting refusal (such as {@link DuplicateSerialNumberException} after
 * {@link WidgetRepository#add}) as the sign that it had been done. The library never repeats such
 * an operation by itself.
 */
public final class UnknownOutcomeException extends WidgetException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception for an unknown outcome; hosts need it in tests only.
     *
     * @param message what happened
     * @param cause the error that left the outcome unknown
     */
    public UnknownOutcomeException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns the exception for an error that nobody expects and that therefore proves nothing. */
    static UnknownOutcomeException because(Throwable cause) {
        return new UnknownOutcomeException(
                "The outcome is unknown because of an unexpected error (" + cause
                        + "): the operation was done completely or not at all. Look up the widget to"
                        + " find out.",
                cause);
    }
}
