/** Terminal input and output: tables, messages, exit codes, failures, durations. */
@NullMarked
package dev.widgets.cli.console;

import org.jspecify.annotations.NullMarked;
