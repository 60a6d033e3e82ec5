/** {@code widgets doctor}: the checks of an installation, one class each. */
@NullMarked
package dev.widgets.cli.doctor;

import org.jspecify.annotations.NullMarked;
