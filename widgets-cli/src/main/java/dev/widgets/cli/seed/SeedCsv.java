package dev.widgets.cli.seed;

import dev.widgets.SeedOptions;
import dev.widgets.WidgetSeeder;
import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.Failures;
import dev.widgets.cli.console.Format;
import dev.widgets.cli.console.Notices;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
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
                        write(options, new Checked(environment.out()), environment);
                new Notices(environment.err(), false)
                        .say(new SeedView(options, summary).table(false).strip());
            } else {
                WidgetSeeder.Summary summary = write(options, Path.of(target), environment);
                format.print(new SeedView(options, summary), environment);
            }
            return ExitCode.DONE;
        } catch (IOException e) {
            throw CommandException.failure("The CSV could not be written: " + Failures.describe(e));
        }
    }

    /** A file appears under its name when it is complete. */
    private static WidgetSeeder.Summary write(
            SeedOptions options, Path file, CliEnvironment environment) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            try (OutputStream out = Files.newOutputStream(file)) {
                return write(options, out, environment);
            }
        }
        Path part = Path.of(file + ".part");
        part.toFile().deleteOnExit();
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

    /** Says when nobody reads any more, which a PrintStream keeps to itself. */
    private static final class Checked extends OutputStream {

        private final PrintStream out;

        Checked(PrintStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            check();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            check();
        }

        @Override
        public void flush() throws IOException {
            out.flush();
            check();
        }

        private void check() throws IOException {
            if (out.checkError()) {
                throw new IOException("the reader has gone.");
            }
        }
    }
}
