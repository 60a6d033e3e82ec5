package dev.widgets.cli.bench;

import dev.widgets.RefusedException;
import dev.widgets.UnknownOutcomeException;
import java.util.concurrent.CompletionException;

/** What came of an operation. */
enum Outcome {
    DONE("done"),
    REFUSED("refused"),
    FAILED("error"),
    UNKNOWN("unknown");

    private final String label;

    Outcome(String label) {
        this.label = label;
    }

    /** For people. */
    String label() {
        return label;
    }

    /** What an operation came to that has thrown this. */
    static Outcome of(Throwable thrown) {
        Throwable cause = cause(thrown);
        if (cause instanceof RawCaller.RawException raw) {
            return raw.outcome();
        }
        if (cause instanceof RefusedException) {
            return REFUSED;
        }
        return cause instanceof UnknownOutcomeException ? UNKNOWN : FAILED;
    }

    /** Without what futures wrap it in. */
    static Throwable cause(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof CompletionException && cause != null ? cause : thrown;
    }

    /** Whether something is wrong, so that the next operation had better wait a little. */
    boolean isTrouble() {
        return this == FAILED || this == UNKNOWN;
    }
}
