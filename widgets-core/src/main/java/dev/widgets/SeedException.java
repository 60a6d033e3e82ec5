package dev.widgets;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by {@link WidgetSeeder} when a run ended early. The blocks that it had committed stay and
 * are consistent. The message says which they are, and how to resume the run or to remove them.
 */
public final class SeedException extends WidgetException {

    private static final long serialVersionUID = 1L;

    /** Why a run ended early. */
    public enum Reason {
        /** A widget that is not of the run has one of its serial numbers. */
        TAKEN,
        /** The calling thread was interrupted. */
        STOPPED,
        /** An error occurred, which {@link #getCause()} is. */
        FAILED
    }

    private final Reason reason;
    private final int run;

    /**
     * Creates the exception for a run that ended early; hosts need it in tests only.
     *
     * @param reason why the run ended early
     * @param run the number of the run, or 0 if the database contains nothing of it
     * @param message what is in the database, and how to go on
     * @param cause the cause, or null
     */
    public SeedException(Reason reason, int run, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.run = run;
    }

    /** Returns why the run ended early. */
    public Reason reason() {
        return reason;
    }

    /** Returns the number of the run, or 0 if the database contains nothing of it. */
    public int run() {
        return run;
    }
}
