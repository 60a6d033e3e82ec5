package dev.widgets;

import org.jspecify.annotations.Nullable;

/**
 * The root of all that the registry throws. There are four outcomes of an operation: it returned
 * and is done, or it threw one of these:
 *
 * <ul>
 *   <li>{@link RefusedException}: a rule forbids it; nothing was done.
 *   <li>{@link FailedException}: it could not be tried or finished; nothing was done.
 *   <li>{@link UnknownOutcomeException}: the connection was lost while it was under way; it was
 *       done, whole, or not at all.
 * </ul>
 *
 * <p>{@link SchemaException} is thrown by {@link WidgetSchema} alone, {@link SeedException} by
 * {@link WidgetSeeder}.
 */
public abstract sealed class WidgetException extends RuntimeException
        permits RefusedException,
                FailedException,
                UnknownOutcomeException,
                SchemaException,
                SeedException {

    private static final long serialVersionUID = 1L;

    WidgetException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
