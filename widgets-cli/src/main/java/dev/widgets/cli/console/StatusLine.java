package dev.widgets.cli.console;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Shows the progress of a command on standard error: one updated line on a terminal, otherwise a
 * line every few seconds.
 */
public final class StatusLine implements AutoCloseable {

    private static final long TERMINAL_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
    private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int WITHOUT_TERMINAL = 100;
    private static final int WIDEST = 200;

    /** Lets a line end at the edge of a terminal that has just become narrower. */
    private static final String WITHOUT_WRAPPING = "\u001b[?7l";

    private static final String WITH_WRAPPING = "\u001b[?7h";
    private static final String ERASE_BELOW = "\u001b[K\u001b[J";

    private final CliEnvironment environment;
    private final PrintStream err;
    private final long between;
    private long last;
    private String shown = "";

    /** Creates a line that is not shown yet. */
    public StatusLine(CliEnvironment environment) {
        this.environment = environment;
        err = environment.err();
        between = environment.progressBars() ? TERMINAL_NANOS : LINE_NANOS;
        last = System.nanoTime() - between;
    }

    /** Returns the number of columns that a line may have at present. */
    public int columns() {
        return environment.progressBars()
                ? Math.min(WIDEST, environment.columns().getAsInt()) - 1
                : WITHOUT_TERMINAL;
    }

    /** Shows a text, unless the last one is too recent. */
    public synchronized void update(Supplier<String> text) {
        long now = System.nanoTime();
        if (now - last >= between) {
            last = now;
            show(text.get());
        }
    }

    /** Shows a text now. */
    public synchronized void show(String text) {
        if (environment.progressBars()) {
            shown = text;
            err.print(updated());
        } else if (!text.equals(shown)) {
            shown = text;
            err.println(text.stripTrailing());
        }
        err.flush();
    }

    /**
     * Leaves the cursor at the beginning of the line. When the terminal becomes narrower, the rest
     * of the line moves below the cursor, and the next update erases it.
     */
    private String updated() {
        return "\r" + WITHOUT_WRAPPING + TerminalText.shorten(shown.stripTrailing(), columns())
                + ERASE_BELOW + WITH_WRAPPING + "\r";
    }

    /** Leaves the last text as a line of its own. */
    @Override
    public synchronized void close() {
        if (environment.progressBars() && !shown.isEmpty()) {
            err.print(updated());
            err.println();
            err.flush();
        }
        shown = "";
    }
}
