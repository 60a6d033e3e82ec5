/** The commands that show the registry as a graph: the neighbourhood of a widget, and paths. */
@NullMarked
package dev.widgets.cli.graph;

import org.jspecify.annotations.NullMarked;
