/** The terminal: what a person reads and types, exit codes, failures, tables, durations. */
@NullMarked
package dev.widgets.cli.console;

import org.jspecify.annotations.NullMarked;
