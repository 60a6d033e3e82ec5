package dev.widgets.cli.transfer;

import dev.widgets.WidgetImporter;
import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.ProgressLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows the progress of an import: a line for each of its phases. */
final class ImportProgress implements WidgetImporter.ProgressListener, AutoCloseable {

    private static final long MEGABYTE = 1_000_000;

    private final CliEnvironment environment;
    private final List<ImportFile> files;
    private final long bytes;

    private @Nullable ProgressLine line;
    private WidgetImporter.@Nullable Phase shown;

    /**
     * Creates a display that shows nothing yet.
     *
     * @param bytes the size of the files, or 0 if it is unknown
     */
    ImportProgress(CliEnvironment environment, List<ImportFile> files, long bytes) {
        this.environment = environment;
        this.files = files;
        this.bytes = bytes;
    }

    @Override
    public synchronized void progress(WidgetImporter.Phase phase, long done, long total) {
        boolean reading = phase == WidgetImporter.Phase.READING;
        long shownDone = reading ? megabytes() : done;
        long shownTotal = reading ? (bytes + MEGABYTE - 1) / MEGABYTE : total;
        if (phase != shown || (line == null && total > 0)) {
            begin(phase, shownDone, shownTotal);
        } else if (line != null) {
            line.show(shownDone, shownTotal);
        }
    }

    private void begin(WidgetImporter.Phase phase, long done, long total) {
        end();
        shown = phase;
        switch (phase) {
            case READING -> line = open("Reading", "MB", done, total);
            case CHECKING -> {
                if (total > 0) {
                    line = open("Checking", "rows", done, total);
                } else {
                    say("Sorting ...");
                }
            }
            case WRITING -> line = open("Writing", "rows", done, total);
            case REMOVING -> line = open("Removing", "rows", done, total);
            case VACUUMING -> say("Vacuuming and analyzing ...");
        }
    }

    private void say(String text) {
        environment.err().println(text);
        environment.err().flush();
    }

    private ProgressLine open(String task, String unit, long done, long total) {
        return new ProgressLine(environment, task, unit, done, total);
    }

    private long megabytes() {
        return files.stream().mapToLong(ImportFile::read).sum() / MEGABYTE;
    }

    @Override
    public void close() {
        end();
    }

    /** Ends the current line. */
    synchronized void end() {
        if (line != null) {
            line.close();
            line = null;
        }
    }
}
