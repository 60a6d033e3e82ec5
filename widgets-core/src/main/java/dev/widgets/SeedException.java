package dev.widgets;

import org.jspecify.annotations.Nullable;

/**
 * A seeding run ended early. The blocks that it had committed stay, whole and sound; the message
 * says which, and how to go on or to take them out again.
 */
public final class SeedException extends WidgetException {

    private static final long serialVersionUID = 1L;

    /** Why it ended. */
    public enum Reason {
        /** A serial number is taken by a widget that is not of the run. */
        TAKEN,
        /** The thread was interrupted. */
        STOPPED,
        /** What {@link #getCause()} says: the connection was lost, the disk is full. */
        FAILED
    }

    private final Reason reason;
    private final int run;

    SeedException(Reason reason, int run, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.run = run;
    }

    /** Why it ended. */
    public Reason reason() {
        return reason;
    }

    /** The number of the run; 0 if nothing of it is in the database. */
    public int run() {
        return run;
    }
}
