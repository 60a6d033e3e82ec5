/** The database of one command: its choice, the session, and the base class of commands. */
@NullMarked
package dev.widgets.cli.database;

import org.jspecify.annotations.NullMarked;
