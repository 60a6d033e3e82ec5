/** The program {@code widgets}: its entry point, {@link dev.widgets.cli.Main}, and its commands. */
@NullMarked
package dev.widgets.cli;

import org.jspecify.annotations.NullMarked;
