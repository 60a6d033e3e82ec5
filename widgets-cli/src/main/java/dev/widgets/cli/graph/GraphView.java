package dev.widgets.cli.graph;

import dev.widgets.Drawing;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * A graph in each of the forms that it can be printed in.
 *
 * @param text the lines for people
 * @param drawing the picture and the files for other programs
 * @param rows the associations: two serial numbers and a port type each
 */
record GraphView(String text, Drawing drawing, List<List<String>> rows) {

    String render(GraphFormat format) {
        return switch (format) {
            case text -> text;
            case svg -> drawing.svg();
            case dot -> drawing.dot();
            case mermaid -> drawing.mermaid();
            case json -> drawing.json();
            case csv -> csv();
        };
    }

    private String csv() {
        StringWriter csv = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(csv, CSVFormat.RFC4180)) {
            printer.printRecord("serial_number", "peer_serial_number", "port");
            printer.printRecords(rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return csv.toString();
    }
}
