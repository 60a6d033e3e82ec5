package dev.widgets;

/**
 * The connection was lost, or no answer came in time, after an operation had been sent. It was
 * done, whole, or not at all; nobody can tell which. Find the widget to know, or repeat the
 * operation and take a refusal that fits ({@link DuplicateSerialNumberException} after an add, for
 * example) as a sign that it was done. The library never repeats it by itself.
 */
public final class UnknownOutcomeException extends WidgetException {

    private static final long serialVersionUID = 1L;

    UnknownOutcomeException(String message, Throwable cause) {
        super(message, cause);
    }
}
