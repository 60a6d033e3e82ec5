package dev.widgets;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by {@link WidgetSchema} when the schema in the database does not fit this library: it is
 * missing, older, newer or altered, or Citus distributes its table and does not support the call.
 * Nothing was changed; the message says what to do.
 */
public final class SchemaException extends WidgetException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception for a schema that does not fit; hosts need it in tests only.
     *
     * @param message what does not fit
     * @param cause the cause, or null
     */
    public SchemaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
