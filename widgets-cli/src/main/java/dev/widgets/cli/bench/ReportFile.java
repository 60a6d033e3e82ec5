package dev.widgets.cli.bench;

import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the report of a benchmark goes.
 *
 * @param path its place
 */
record ReportFile(Path path) {

    /** Refuses what cannot be written before anything is measured. */
    static ReportFile of(String path) {
        Path file = Path.of(path).toAbsolutePath().normalize();
        Path folder = file.getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isWritable(folder)) {
            throw CommandException.usage("The report cannot be written to " + file
                    + ": name a file in a folder that is there and that you may write.");
        }
        return new ReportFile(file);
    }

    void write(BenchResult result) {
        try {
            Files.writeString(path, ReportPage.of(result));
        } catch (IOException e) {
            throw CommandException.failure(
                    "The report could not be written: " + Failures.describe(e));
        }
    }
}
