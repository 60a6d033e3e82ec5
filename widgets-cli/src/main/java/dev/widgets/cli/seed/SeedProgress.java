package dev.widgets.cli.seed;

import dev.widgets.WidgetSeeder;
import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.StatusLine;
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
 * Shows the progress of a seeding run: as a bar on a terminal, otherwise as a line every few
 * seconds.
 */
public final class SeedProgress implements WidgetSeeder.ProgressListener, AutoCloseable {

    private static final int TERMINAL_MILLIS = 200;
    private static final int LINE_MILLIS = 5_000;
    private static final String UNIT = " widgets";

    private final CliEnvironment environment;
    private final PrintStream err;

    private @Nullable ProgressBar bar;
    private WidgetSeeder.@Nullable Phase shown;

    /** Creates a display that shows nothing yet. */
    public SeedProgress(CliEnvironment environment) {
        this.environment = environment;
        err = environment.err();
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
                .setUpdateIntervalMillis(environment.progressBars() ? TERMINAL_MILLIS : LINE_MILLIS)
                .setConsumer(new Bar(new StatusLine(environment)))
                .build();
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    private record Bar(StatusLine line) implements ProgressBarConsumer {

        @Override
        public int getMaxRenderedLength() {
            return line.columns();
        }

        @Override
        public void accept(String text) {
            line.show(text);
        }

        @Override
        public void close() {
            line.close();
        }
    }
}
