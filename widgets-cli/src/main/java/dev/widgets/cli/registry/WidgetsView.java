package dev.widgets.cli.registry;

import dev.widgets.Port;
import dev.widgets.Widget;
import dev.widgets.cli.console.CheckedOutput;
import dev.widgets.cli.console.Layout;
import dev.widgets.cli.console.TerminalText;
import dev.widgets.cli.console.TextTable;
import dev.widgets.cli.console.View;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVPrinter;
import tools.jackson.core.JsonGenerator;

/**
 * Shows widgets with their ports and peers.
 *
 * @param pages the widgets in pages; they are read while they are printed, once
 * @param single whether one widget was asked for by its serial number; its JSON is not an array
 */
record WidgetsView(Iterator<List<Widget>> pages, boolean single) implements View {

    private static final int MOST_PORTS = 3;

    /** Returns the view of one widget. */
    static WidgetsView of(Widget widget) {
        return new WidgetsView(List.of(List.of(widget)).iterator(), true);
    }

    @Override
    public void table(Layout layout, PrintStream out) throws IOException {
        TextTable table = new TextTable(List.of("SERIAL NUMBER", "NAME", "PORTS"), List.of());
        while (pages.hasNext()) {
            for (Widget widget : pages.next()) {
                table.add(List.of(
                        TerminalText.of(widget.serialNumber()),
                        TerminalText.of(widget.name()),
                        PortsPicture.of(widget)));
            }
            out.print(table.render(layout));
            new CheckedOutput(out).flush();
        }
    }

    @Override
    public void json(JsonGenerator json) {
        if (!single) {
            json.writeStartArray();
        }
        while (pages.hasNext()) {
            for (Widget widget : pages.next()) {
                json(widget, json);
            }
            json.flush();
        }
        if (!single) {
            json.writeEndArray();
        }
    }

    private static void json(Widget widget, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("serial_number", widget.serialNumber());
        json.writeStringProperty("name", widget.name());
        json.writeStringProperty("ports", letters(widget));
        json.writeArrayPropertyStart("peers");
        for (Port port : widget.ports()) {
            json.writeString(port.peer().orElse(null));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    @Override
    public void csv(CSVPrinter csv) throws IOException {
        csv.printRecord("serial_number", "name", "ports", "peer_1", "peer_2", "peer_3");
        while (pages.hasNext()) {
            for (Widget widget : pages.next()) {
                csv(widget, csv);
            }
            csv.flush();
        }
    }

    private static void csv(Widget widget, CSVPrinter csv) throws IOException {
        List<String> values =
                new ArrayList<>(List.of(widget.serialNumber(), widget.name(), letters(widget)));
        widget.ports().forEach(port -> values.add(port.peer().orElse("")));
        values.addAll(Collections.nCopies(MOST_PORTS - widget.ports().size(), ""));
        csv.printRecord(values);
    }

    private static String letters(Widget widget) {
        return widget.ports().stream()
                .map(port -> port.type().name())
                .collect(Collectors.joining());
    }
}
