/**
 * A registry of widgets and of the associations between their ports, on PostgreSQL.
 *
 * <p>{@link dev.widgets.WidgetRepository} is where to start; {@link dev.widgets.WidgetSchema}
 * installs what it works on.
 */
@NullMarked
package dev.widgets;

import org.jspecify.annotations.NullMarked;
