/** How to connect to a server: URLs, libpq's variables and service files, the driver. */
@NullMarked
package dev.widgets.cli.connect;

import org.jspecify.annotations.NullMarked;
