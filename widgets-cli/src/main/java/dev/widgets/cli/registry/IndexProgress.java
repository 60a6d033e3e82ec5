package dev.widgets.cli.registry;

import dev.widgets.WidgetException;
import dev.widgets.WidgetIndexes;
import dev.widgets.cli.console.StatusLine;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows how far the creation of an index has come, once that takes more than a second. */
final class IndexProgress implements AutoCloseable {

    private static final int PERCENT = 100;

    private final WidgetIndexes indexes;
    private final StatusLine line;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(work -> {
                Thread thread = new Thread(work, "index-progress");
                thread.setDaemon(true);
                return thread;
            });

    IndexProgress(WidgetIndexes indexes, StatusLine line) {
        this.indexes = indexes;
        this.line = line;
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    void start() {
        timer.scheduleWithFixedDelay(this::show, 1, 1, TimeUnit.SECONDS);
    }

    private void show() {
        try {
            indexes.progress().ifPresent(progress -> line.update(() -> text(progress)));
        } catch (WidgetException e) {
            // the index itself reports what is wrong
            timer.shutdown();
        }
    }

    private static String text(WidgetIndexes.Progress progress) {
        return progress.total() == 0
                ? progress.phase()
                : String.format(
                        Locale.ROOT,
                        "%s: %d %%",
                        progress.phase(),
                        progress.done() * PERCENT / progress.total());
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            timer.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        line.close();
    }
}
