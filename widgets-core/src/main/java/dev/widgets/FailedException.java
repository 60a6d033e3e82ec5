package dev.widgets;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when an operation could not be tried or finished. Certainly nothing was done. Examples:
 * there was no connection in time, a time limit was reached, a privilege is missing, the disk is
 * full. The message and {@link #getCause()} say which.
 *
 * <p>If the operation has joined a transaction of the host, that transaction may be aborted: roll
 * it back.
 */
public sealed class FailedException extends WidgetException permits OverloadedException {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    /**
     * Creates the exception for a failed operation; hosts need it in tests only.
     *
     * @param message what failed
     * @param retryable whether the same operation may succeed later
     * @param cause the cause, or null
     */
    public FailedException(String message, boolean retryable, @Nullable Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
    }

    /**
     * Returns whether the same operation may succeed later without anyone changing anything, for
     * example because a lock was not granted in time, the server is starting or no connection was
     * free.
     */
    public final boolean isRetryable() {
        return retryable;
    }
}
