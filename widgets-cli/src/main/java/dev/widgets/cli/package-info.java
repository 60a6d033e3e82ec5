/** The command line of the registry of widgets; {@link dev.widgets.cli.Main} starts it. */
@NullMarked
package dev.widgets.cli;

import org.jspecify.annotations.NullMarked;
