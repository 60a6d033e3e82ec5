/** A load of operations on widgets of its own, and what is measured of it. */
@NullMarked
package dev.widgets.cli.bench;

import org.jspecify.annotations.NullMarked;
