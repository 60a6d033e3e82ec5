package dev.widgets.cli.torture;

/**
 * A connection that has ended.
 *
 * @param opened the time when it was opened
 * @param broken the time when either side closed it
 * @param gone the time when its backend was gone and could no longer change anything
 */
record Link(long opened, long broken, long gone) {}
