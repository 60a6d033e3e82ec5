/** Help, man pages and completion. */
@NullMarked
package dev.widgets.cli.help;

import org.jspecify.annotations.NullMarked;
