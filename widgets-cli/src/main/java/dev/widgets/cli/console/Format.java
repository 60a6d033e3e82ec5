package dev.widgets.cli.console;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** The formats in which results are printed. */
public enum Format {
    table {
        @Override
        void write(View view, Layout layout, PrintStream out) throws IOException {
            view.table(layout, out);
        }
    },
    json {
        @Override
        void write(View view, Layout layout, PrintStream out) {
            try (JsonGenerator generator =
                    JSON.createGenerator(LinePerElement.context(), writer(out))) {
                view.json(generator);
            }
            out.print('\n');
        }
    },
    csv {
        @Override
        void write(View view, Layout layout, PrintStream out) throws IOException {
            // not closed, which would close standard output
            CSVPrinter printer = new CSVPrinter(writer(out), CSVFormat.RFC4180);
            view.csv(printer);
            printer.flush();
        }
    };

    /** JSON that breaks off because of an error stays incomplete, so that readers notice. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .build();

    abstract void write(View view, Layout layout, PrintStream out) throws IOException;

    /**
     * Prints a result to standard output, part by part if it is large.
     *
     * @throws CommandException if the reader has gone or the disk is full
     */
    public void print(View view, CliEnvironment environment) {
        PrintStream out = environment.out();
        try {
            write(view, environment.layout(), out);
            new CheckedOutput(out).flush();
        } catch (IOException | JacksonIOException e) {
            throw CommandException.failure(
                    "The result is incomplete: " + Failures.describe(rootOf(e)));
        }
    }

    private static Throwable rootOf(Exception e) {
        return e instanceof JacksonIOException ? Objects.requireNonNullElse(e.getCause(), e) : e;
    }

    private static Writer writer(PrintStream out) {
        return new BufferedWriter(
                new OutputStreamWriter(new CheckedOutput(out), StandardCharsets.UTF_8));
    }
}
