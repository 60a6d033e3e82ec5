package dev.widgets.cli.bench;

/** How operations reach the database. */
public enum Mode {
    /** {@link dev.widgets.WidgetRepository}: one database call per operation. */
    singular,
    /** {@link dev.widgets.WidgetCoalescer}: concurrent operations share a database call. */
    coalesced,
    /** {@code WidgetCoalescer.blocking()}, with one thread per client. */
    waiting,
    /** Calls the SQL functions with JDBC, without the library. */
    raw;

    /** Returns whether concurrent operations share a database call. */
    public boolean coalesces() {
        return this == coalesced || this == waiting;
    }
}
