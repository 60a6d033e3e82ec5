package dev.widgets;

import org.jspecify.annotations.Nullable;

/**
 * The schema in the database does not fit this library: it is missing, older, newer or changed. The
 * message says what to do. Nothing was changed.
 */
public final class SchemaException extends WidgetException {

    private static final long serialVersionUID = 1L;

    SchemaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
