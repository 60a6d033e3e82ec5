/**
 * Proves on a database that nothing is lost: clients work on it while faults happen to it, every
 * call is recorded, and the history is checked against the rules.
 */
@NullMarked
package dev.widgets.cli.torture;

import org.jspecify.annotations.NullMarked;
