/** Connection settings: URLs, the variables and files of libpq, TLS. */
@NullMarked
package dev.widgets.cli.connect;

import org.jspecify.annotations.NullMarked;
