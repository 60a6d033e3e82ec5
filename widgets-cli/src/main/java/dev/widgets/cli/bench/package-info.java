/** {@code widgets bench}: generates a load on separate widgets and measures it. */
@NullMarked
package dev.widgets.cli.bench;

import org.jspecify.annotations.NullMarked;
