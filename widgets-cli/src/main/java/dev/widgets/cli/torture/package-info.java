/**
 * {@code widgets torture}: clients use a database while faults are injected, every call is
 * recorded, and the history is checked for lost operations and violated rules.
 */
@NullMarked
package dev.widgets.cli.torture;

import org.jspecify.annotations.NullMarked;
