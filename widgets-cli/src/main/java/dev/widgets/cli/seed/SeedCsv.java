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
import dev.widgets.cli.console.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

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

    private static WidgetSeeder.Summary write(
            SeedOptions options, Path target, CliEnvironment environment) throws IOException {
        try (WholeFile file = WholeFile.create(target)) {
            WidgetSeeder.Summary summary = write(options, file.out(), environment);
            file.complete();
            return summary;
        }
    }

    private static WidgetSeeder.Summary write(
            SeedOptions options, OutputStream out, CliEnvironment environment) throws IOException {
        try (SeedProgress progress = new SeedProgress(environment)) {
            return WidgetSeeder.writeCsv(options, out, progress);
        }
    }
}
