package dev.widgets.cli.console;

import java.io.IOException;
import java.io.PrintStream;
import org.apache.commons.csv.CSVPrinter;
import tools.jackson.core.JsonGenerator;

/** A result that can be printed in several formats. */
public interface View {

    /** Prints the result for people. */
    void table(Layout layout, PrintStream out) throws IOException;

    /** Writes one value, with the same names as in the HTTP API. */
    void json(JsonGenerator json);

    /** Writes a header, then one record per line. */
    void csv(CSVPrinter csv) throws IOException;
}
