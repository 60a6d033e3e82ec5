package dev.widgets.cli.bench;

/** The way in which operations reach the database. */
public enum Mode {
    /** {@link dev.widgets.WidgetRepository}: each operation is a call of its own. */
    singular,
    /** {@link dev.widgets.WidgetCoalescer}: operations that wait at the same time share a call. */
    coalesced,
    /** The same for callers that hold a thread each: {@code WidgetCoalescer.blocking()}. */
    waiting,
    /** The driver calls the SQL functions, without the library. */
    raw;

    /** Whether operations that wait share a call. */
    public boolean coalesces() {
        return this == coalesced || this == waiting;
    }
}
