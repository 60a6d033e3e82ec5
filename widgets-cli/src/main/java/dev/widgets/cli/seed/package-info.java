/** {@code widgets seed}. */
@NullMarked
package dev.widgets.cli.seed;

import org.jspecify.annotations.NullMarked;
