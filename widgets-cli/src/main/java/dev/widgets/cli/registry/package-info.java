/** The commands on widgets and on the schema, with their views, and the demonstration. */
@NullMarked
package dev.widgets.cli.registry;

import org.jspecify.annotations.NullMarked;
