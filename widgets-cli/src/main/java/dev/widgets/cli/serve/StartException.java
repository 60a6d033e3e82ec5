package dev.widgets.cli.serve;

/** The service cannot start; the message says why and what to do. */
public final class StartException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The kind of the problem. */
    public enum Cause {
        /** An option is invalid. */
        OPTIONS,
        /** The database cannot be reached. */
        UNREACHABLE,
        /** The database is not set up, or a port or file cannot be used. */
        SURROUNDINGS
    }

    private final Cause reason;

    StartException(Cause reason, String message) {
        super(message);
        this.reason = reason;
    }

    static StartException options(String message) {
        return new StartException(Cause.OPTIONS, message);
    }

    static StartException environment(String message) {
        return new StartException(Cause.SURROUNDINGS, message);
    }

    /** Returns the kind of the problem. */
    public Cause reason() {
        return reason;
    }
}
