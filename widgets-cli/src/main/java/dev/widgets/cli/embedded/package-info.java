/** The embedded PostgreSQL: its programs, its data folder, and starting and stopping it. */
@NullMarked
package dev.widgets.cli.embedded;

import org.jspecify.annotations.NullMarked;
