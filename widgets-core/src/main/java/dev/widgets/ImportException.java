package dev.widgets;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by {@link WidgetImporter} when an import ended early. What it had written stays and is
 * consistent. The message says whether that is anything, and how to continue or to remove it.
 */
public final class ImportException extends WidgetException {

    private static final long serialVersionUID = 1L;

    /** Why an import ended early. */
    public enum Reason {
        /** Others changed the registry after the check, so that a row is now refused. */
        REFUSED,
        /** The calling thread was interrupted. */
        STOPPED,
        /** A file cannot be read, or its header is unknown. */
        UNREADABLE,
        /** An error occurred, which {@link #getCause()} is. */
        FAILED
    }

    private final Reason reason;
    private final int run;

    /**
     * Creates an exception, for example in a test of an application.
     *
     * @param reason why the import ended early
     * @param run the number of the run, or 0 if nothing was written
     * @param message the message
     * @param cause the error, if there was one
     */
    public ImportException(Reason reason, int run, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.run = run;
    }

    /** Returns why the import ended early. */
    public Reason reason() {
        return reason;
    }

    /** Returns the number of the run, or 0 if nothing was written. */
    public int run() {
        return run;
    }
}
