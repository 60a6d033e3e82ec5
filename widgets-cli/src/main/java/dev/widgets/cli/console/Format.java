package dev.widgets.cli.console;

import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/** The forms in which results are printed. */
public enum Format {
    table {
        @Override
        String render(View view, boolean colours) {
            return view.table(colours);
        }
    },
    json {
        @Override
        String render(View view, boolean colours) {
            StringWriter text = new StringWriter();
            try (JsonGenerator generator =
                    new JsonFactory().createGenerator(LinePerElement.context(), text)) {
                view.json(generator);
            }
            return text.append('\n').toString();
        }
    },
    csv {
        @Override
        String render(View view, boolean colours) throws IOException {
            StringWriter text = new StringWriter();
            try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
                view.csv(printer);
            }
            return text.toString();
        }
    };

    abstract String render(View view, boolean colours) throws IOException;

    /** Prints a result. */
    public void print(View view, CliEnvironment environment) {
        PrintStream out = environment.out();
        try {
            out.print(render(view, environment.colours()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.flush();
    }
}
