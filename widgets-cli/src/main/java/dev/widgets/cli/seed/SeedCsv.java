package dev.widgets.cli.seed;

import dev.widgets.SeedOptions;
import dev.widgets.WidgetSeeder;
import dev.widgets.cli.console.CheckedOutput;
import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.Failures;
import dev.widgets.cli.console.Format;
import dev.widgets.cli.console.Layout;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes seeded widgets as CSV. */
final class SeedCsv {

    private SeedCsv() {}

    static int write(
            SeedOptions options, String target, Format format, CliEnvironment environment) {
        try {
            if (target.equals("-")) {
                WidgetSeeder.Summary summary =
                        write(options, new CheckedOutput(environment.out()), environment);
                new SeedView(options, summary).table(Layout.PLAIN, environment.err());
            } else {
                WidgetSeeder.Summary summary = write(options, Path.of(target), environment);
                format.print(new SeedView(options, summary), environment);
            }
            return ExitCode.DONE;
        } catch (IOException e) {
            throw CommandException.failure("Could not write the CSV: " + Failures.describe(e));
        }
    }

    /** Writes to a temporary file of this process, which is renamed when it is complete. */
    private static WidgetSeeder.Summary write(
            SeedOptions options, Path file, CliEnvironment environment) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            try (OutputStream out = Files.newOutputStream(file)) {
                return write(options, out, environment);
            }
        }
        Path part = Path.of(file + "." + ProcessHandle.current().pid() + ".part");
        part.toFile().deleteOnExit();
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        try {
            WidgetSeeder.Summary summary;
            try (OutputStream out = Files.newOutputStream(part)) {
                summary = write(options, out, environment);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            return summary;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static WidgetSeeder.Summary write(
            SeedOptions options, OutputStream out, CliEnvironment environment) throws IOException {
        try (SeedProgress progress = new SeedProgress(environment)) {
            return WidgetSeeder.writeCsv(options, out, progress);
        }
    }
}
