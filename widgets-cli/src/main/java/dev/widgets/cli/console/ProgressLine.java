package dev.widgets.cli.console;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how far a task has come, its rate and the time left: as a bar on a terminal, otherwise as a
 * line every few seconds.
 */
public final class ProgressLine implements AutoCloseable {

    private static final int TERMINAL_MILLIS = 200;
    private static final int LINE_MILLIS = 5_000;

    private final ProgressBar bar;

    /**
     * Shows a task.
     *
     * @param task its name
     * @param unit the name of what is counted
     * @param done how much was done before
     * @param total how much there is to do; 0 if that is unknown
     */
    public ProgressLine(
            CliEnvironment environment, String task, String unit, long done, long total) {
        bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .startsFrom(done, Duration.ZERO)
                .setStyle(ProgressBarStyle.ASCII)
                .setUnit(" " + unit, 1)
                .showSpeed(
                        new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
                .setUpdateIntervalMillis(environment.progressBars() ? TERMINAL_MILLIS : LINE_MILLIS)
                .setConsumer(new Bar(new StatusLine(environment)))
                .build();
    }

    /** Shows how much has been done. */
    public void show(long done, long total) {
        bar.maxHint(Math.max(done, total));
        bar.stepTo(done);
    }

    @Override
    public void close() {
        bar.close();
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
