package dev.widgets.cli.seed;

import dev.widgets.WidgetSeeder;
import dev.widgets.cli.console.CliEnvironment;
import java.io.PrintStream;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a seeding run is: as a bar that moves on a terminal, as a line every few seconds
 * elsewhere.
 */
public final class SeedProgress implements WidgetSeeder.ProgressListener, AutoCloseable {

    private static final int WIDTH = 100;
    private static final int TERMINAL_MILLIS = 200;
    private static final int LINE_MILLIS = 5_000;
    private static final String UNIT = " widgets";

    private final PrintStream err;
    private final boolean terminal;

    private @Nullable ProgressBar bar;
    private WidgetSeeder.@Nullable Phase shown;

    public SeedProgress(CliEnvironment environment) {
        err = environment.err();
        terminal = environment.progressBars();
    }

    @Override
    public synchronized void progress(WidgetSeeder.Phase phase, long done, long total) {
        if (phase != shown) {
            close();
            shown = phase;
            if (phase == WidgetSeeder.Phase.VACUUMING) {
                err.println("Vacuuming and analyzing ...");
                err.flush();
                return;
            }
            bar = open(phase == WidgetSeeder.Phase.REMOVING ? "Removing" : "Seeding", done, total);
        }
        ProgressBar now = bar;
        if (now != null) {
            now.stepTo(done);
        }
    }

    private ProgressBar open(String task, long done, long total) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .startsFrom(done, Duration.ZERO)
                .setStyle(ProgressBarStyle.ASCII)
                .setUnit(UNIT, 1)
                .showSpeed(
                        new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
                .setUpdateIntervalMillis(terminal ? TERMINAL_MILLIS : LINE_MILLIS)
                .setConsumer(terminal ? new Line() : new Lines())
                .build();
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    /** Writes each state over the one before. */
    private final class Line implements ProgressBarConsumer {

        @Override
        public int getMaxRenderedLength() {
            return WIDTH;
        }

        @Override
        public void accept(String text) {
            err.print("\r" + text);
            err.flush();
        }

        @Override
        public void close() {
            err.println();
        }
    }

    /** Writes each state as a line. */
    private final class Lines implements ProgressBarConsumer {

        private String last = "";

        @Override
        public int getMaxRenderedLength() {
            return WIDTH;
        }

        @Override
        public void accept(String text) {
            if (!text.equals(last)) {
                last = text;
                err.println(text.stripTrailing());
                err.flush();
            }
        }

        @Override
        public void close() {}
    }
}
