/** The HTTP service: PostgREST's contract over coalesced calls. */
@NullMarked
package dev.widgets.cli.serve;

import org.jspecify.annotations.NullMarked;
