package dev.widgets.cli.torture;

import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.Notices;
import dev.widgets.cli.console.TerminalText;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Shows the progress of a torture run: one updated line on a terminal, otherwise a line every few
 * seconds.
 */
final class TortureLine implements TortureProgress.Listener, AutoCloseable {

    private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int SECONDS_A_MINUTE = 60;

    private final PrintStream err;
    private final Notices notices;
    private final boolean terminal;
    private long last;
    private int width;

    TortureLine(CliEnvironment environment, Notices notices) {
        err = environment.err();
        terminal = environment.progressBars();
        this.notices = notices;
        last = System.nanoTime() - LINE_NANOS;
    }

    @Override
    public void tick(TortureProgress tick) {
        if (terminal) {
            String line = line(tick);
            err.print("\r" + TerminalText.padRight(line, width));
            err.flush();
            width = line.length();
        } else if (System.nanoTime() - last >= LINE_NANOS) {
            last = System.nanoTime();
            notices.say(line(tick));
        }
    }

    private static String line(TortureProgress tick) {
        long left = Math.round(tick.secondsLeft());
        String faults = tick.faults().entrySet().stream()
                .map(one -> one.getValue() + " " + one.getKey().word())
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "torturing  %,d:%02d left  %,7.0f calls/s  %s",
                left / SECONDS_A_MINUTE,
                left % SECONDS_A_MINUTE,
                tick.rate(),
                faults.isEmpty() ? "no faults" : faults);
    }

    @Override
    public void checking() {
        close();
        notices.say("Checking the history ...");
    }

    @Override
    public void close() {
        if (terminal && width > 0) {
            err.println();
            err.flush();
        }
        width = 0;
    }
}
