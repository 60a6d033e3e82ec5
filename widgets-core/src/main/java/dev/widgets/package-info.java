/**
 * A registry of widgets and of the associations between their ports, on PostgreSQL.
 *
 * <pre>
 * your application
 *   |-- WidgetSchema          installs and updates the schema
 *   |-- WidgetRepository      add, remove, rename, associate, dissociate, find, list
 *   |-- WidgetCoalescer       the same, with the operations of many callers in one call
 *   |-- WidgetTopology        neighbourhoods, paths, components
 *   |-- WidgetAdministration  roles, integrity checks, repairs
 *   `-- WidgetExporter, WidgetImporter, WidgetSeeder
 *         |
 *         v  over a pool (WidgetPool), a DataSource or your own transaction
 *       PostgreSQL: functions that apply the rules, and one table
 * </pre>
 *
 * <p>Start with {@link dev.widgets.WidgetSchema}, which installs the schema, and
 * {@link dev.widgets.WidgetRepository}, which has the operations. {@link dev.widgets.WidgetPool}
 * opens a connection pool with time limits, {@link dev.widgets.WidgetCoalescer} batches the
 * operations of many callers, {@link dev.widgets.WidgetTopology} searches the graph,
 * {@link dev.widgets.WidgetAdministration} checks the registry and creates its roles,
 * {@link dev.widgets.WidgetExporter} and {@link dev.widgets.WidgetImporter} write and read files,
 * and {@link dev.widgets.WidgetSeeder} fills it with test data.
 *
 * <p>An operation ends in one of four ways, which {@link dev.widgets.Outcome} names:
 *
 * <ul>
 *   <li><b>Done</b>: the method returns, and the change is on disk or part of your transaction.
 *   <li><b>Refused</b>: a rule forbids it, and the exception names the rule. Nothing was changed;
 *       the same call is refused again until the widgets change.
 *   <li><b>Failed</b>: the database could not do it. Nothing was changed; you may try again.
 *   <li><b>Unknown</b>: the connection was lost after the operation had been sent. Read the widget
 *       to see whether it was changed.
 * </ul>
 *
 * <p>Every exception is a {@link dev.widgets.WidgetException}; an invalid option is an
 * {@link java.lang.IllegalArgumentException}.
 */
@NullMarked
package dev.widgets;

import org.jspecify.annotations.NullMarked;
