/**
 * A registry of widgets and of the associations between their ports, on PostgreSQL.
 *
 * <p>Start with {@link dev.widgets.WidgetSchema}, which installs the schema, and
 * {@link dev.widgets.WidgetRepository}, which has the operations. {@link dev.widgets.WidgetPool}
 * opens a connection pool with time limits, {@link dev.widgets.WidgetCoalescer} batches the
 * operations of many callers, {@link dev.widgets.WidgetAdministration} checks the registry and
 * creates its roles, {@link dev.widgets.WidgetExporter} and {@link dev.widgets.WidgetImporter}
 * write and read files, and {@link dev.widgets.WidgetSeeder} fills it with test data. Every
 * exception is a {@link dev.widgets.WidgetException}; an invalid option is an
 * {@link java.lang.IllegalArgumentException}.
 */
@NullMarked
package dev.widgets;

import org.jspecify.annotations.NullMarked;
