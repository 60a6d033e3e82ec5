/** {@code widgets import} and {@code widgets export}. */
@NullMarked
package dev.widgets.cli.transfer;

import org.jspecify.annotations.NullMarked;
