package dev.widgets.cli.bench;

import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file for the report of a benchmark.
 *
 * @param path the absolute path
 */
record ReportFile(Path path) {

    /** Checks that the file can be written, before anything is measured. */
    static ReportFile of(String path) {
        Path file = Path.of(path).toAbsolutePath().normalize();
        Path folder = file.getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isWritable(folder)) {
            throw CommandException.usage("The report cannot be written to " + file
                    + ". Specify a file in a writable directory.");
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
