/** The database of one command: which one it is, the session on it, the base of its commands. */
@NullMarked
package dev.widgets.cli.database;

import org.jspecify.annotations.NullMarked;
