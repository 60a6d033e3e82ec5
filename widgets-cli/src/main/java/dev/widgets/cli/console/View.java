package dev.widgets.cli.console;

import java.io.IOException;
import org.apache.commons.csv.CSVPrinter;
import tools.jackson.core.JsonGenerator;

/** A result in each of the forms that it can be printed in. */
public interface View {

    /** For people. */
    String table(boolean colours);

    /** One value, the names in it the same as in the HTTP API. */
    void json(JsonGenerator json);

    /** A header, then a record a line. */
    void csv(CSVPrinter csv) throws IOException;
}
