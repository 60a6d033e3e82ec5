package dev.widgets;

import org.jspecify.annotations.Nullable;

/**
 * The root of all exceptions of the library. An operation has one of four outcomes (see
 * {@link Outcome}): it returns, and is done and committed, or it throws one of these:
 *
 * <ul>
 *   <li>{@link RefusedException}: a rule forbids the operation; nothing was done.
 *   <li>{@link FailedException}: it could not be tried or finished; certainly nothing was done.
 *   <li>{@link UnknownOutcomeException}: the connection was lost after it had been sent; it was
 *       done completely or not at all.
 * </ul>
 *
 * <p>Only {@link WidgetSchema} throws {@link SchemaException}, only {@link WidgetSeeder} throws
 * {@link SeedException}, and only {@link WidgetImporter} throws {@link ImportException}.
 */
public abstract sealed class WidgetException extends RuntimeException
        permits RefusedException,
                FailedException,
                UnknownOutcomeException,
                SchemaException,
                SeedException,
                ImportException {

    private static final long serialVersionUID = 1L;

    WidgetException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
