/** The small commands on widgets and on the schema, with their views; the demonstration. */
@NullMarked
package dev.widgets.cli.registry;

import org.jspecify.annotations.NullMarked;
