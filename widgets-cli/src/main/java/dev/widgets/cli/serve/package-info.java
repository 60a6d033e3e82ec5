/** The HTTP service, which follows the contract of PostgREST and coalesces concurrent calls. */
@NullMarked
package dev.widgets.cli.serve;

import org.jspecify.annotations.NullMarked;
