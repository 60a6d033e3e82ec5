package dev.widgets.cli.seed;

import dev.widgets.WidgetSeeder;
import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.ProgressLine;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * Shows the progress of a seeding run: as a bar on a terminal, otherwise as a line every few
 * seconds.
 */
public final class SeedProgress implements WidgetSeeder.ProgressListener, AutoCloseable {

    private final CliEnvironment environment;
    private final PrintStream err;

    private @Nullable ProgressLine bar;
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
            String task = phase == WidgetSeeder.Phase.REMOVING ? "Removing" : "Seeding";
            bar = new ProgressLine(environment, task, "widgets", done, total);
        }
        ProgressLine now = bar;
        if (now != null) {
            now.show(done, total);
        }
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
