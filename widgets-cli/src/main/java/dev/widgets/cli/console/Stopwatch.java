package dev.widgets.cli.console;

import java.util.Locale;

/** Measures the time since its creation. */
public final class Stopwatch {

    private static final double NANOS_A_MILLISECOND = 1e6;
    private static final double MILLISECONDS_A_SECOND = 1000;

    private final long start = System.nanoTime();

    /** Returns the elapsed time, such as 1.2 ms or 3.4 s. */
    public String read() {
        double millis = (System.nanoTime() - start) / NANOS_A_MILLISECOND;
        return millis < MILLISECONDS_A_SECOND
                ? String.format(Locale.ROOT, "%.1f ms", millis)
                : String.format(Locale.ROOT, "%.1f s", millis / MILLISECONDS_A_SECOND);
    }
}
