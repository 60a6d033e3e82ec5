package dev.widgets.cli.torture;

/**
 * A connection that came to its end.
 *
 * @param opened when it was opened
 * @param broken when its first end was gone
 * @param gone when its backend was gone, and could do nothing any more
 */
record Link(long opened, long broken, long gone) {}
