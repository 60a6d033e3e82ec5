package dev.widgets.cli.bench;

import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.Durations;
import dev.widgets.cli.console.StatusLine;
import java.util.Locale;

/** Shows the progress of a benchmark. */
final class BenchLine implements BenchProgress.Listener, AutoCloseable {

    private static final int SECONDS_A_MINUTE = 60;

    private final StatusLine line;

    BenchLine(CliEnvironment environment) {
        line = new StatusLine(environment);
    }

    @Override
    public void tick(BenchProgress tick) {
        line.update(() -> text(tick));
    }

    private static String text(BenchProgress tick) {
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
        line.close();
    }
}
