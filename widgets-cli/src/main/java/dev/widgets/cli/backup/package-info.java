/** {@code widgets backup} and {@code widgets restore}. */
@NullMarked
package dev.widgets.cli.backup;

import org.jspecify.annotations.NullMarked;
