/** The PostgreSQL that the program brings along: unpack it, start it, find it, stop it. */
@NullMarked
package dev.widgets.cli.embedded;

import org.jspecify.annotations.NullMarked;
