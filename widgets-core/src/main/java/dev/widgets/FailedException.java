package dev.widgets;

import org.jspecify.annotations.Nullable;

/**
 * An operation could not be tried or finished, and certainly nothing was done: there was no
 * connection in time, a time limit was reached, a privilege is missing, the disk is full.
 * {@link #getCause()} says which.
 *
 * <p>In a transaction of the host's that transaction is aborted.
 */
public sealed class FailedException extends WidgetException permits OverloadedException {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    FailedException(String message, boolean retryable, @Nullable Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
    }

    /**
     * Whether the same operation may succeed when it is tried again later, without anyone changing
     * anything: a lock that was not given in time, a server that is starting, a pool that is empty.
     */
    public final boolean isRetryable() {
        return retryable;
    }
}
