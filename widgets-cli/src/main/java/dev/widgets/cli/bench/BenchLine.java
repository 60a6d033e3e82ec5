package dev.widgets.cli.bench;

import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.Durations;
import dev.widgets.cli.console.TerminalText;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Shows the progress of a benchmark: one updated line on a terminal, otherwise a line every few
 * seconds.
 */
final class BenchLine implements BenchProgress.Listener, AutoCloseable {

    private static final long TERMINAL_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
    private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int SECONDS_A_MINUTE = 60;

    private final PrintStream err;
    private final boolean terminal;
    private final long between;
    private long last;
    private int width;

    BenchLine(CliEnvironment environment) {
        err = environment.err();
        terminal = environment.progressBars();
        between = terminal ? TERMINAL_NANOS : LINE_NANOS;
        last = System.nanoTime() - between;
    }

    @Override
    public void tick(BenchProgress tick) {
        long now = System.nanoTime();
        if (now - last < between) {
            return;
        }
        last = now;
        String line = line(tick);
        if (terminal) {
            err.print("\r" + TerminalText.padRight(line, width));
            width = line.length();
        } else {
            err.println(line);
        }
        err.flush();
    }

    private static String line(BenchProgress tick) {
        long left = Math.round(tick.secondsLeft());
        return String.format(
                Locale.ROOT,
                "%s  %,d:%02d left  %,7.0f/s  p50 %8s  p99 %8s  %,d refused  %,d errors%s",
                tick.warming() ? "warming up" : "measuring ",
                left / SECONDS_A_MINUTE,
                left % SECONDS_A_MINUTE,
                tick.rate(),
                Durations.ofMillis(tick.p50()),
                Durations.ofMillis(tick.p99()),
                tick.refused(),
                tick.failed(),
                tick.unknown() == 0
                        ? ""
                        : String.format(Locale.ROOT, "  %,d unknown", tick.unknown()));
    }

    @Override
    public void close() {
        if (terminal && width > 0) {
            err.println();
            err.flush();
        }
    }
}
