package dev.widgets.cli.registry;

import dev.widgets.Port;
import dev.widgets.Widget;
import dev.widgets.cli.console.TerminalText;
import dev.widgets.cli.console.TextTable;
import dev.widgets.cli.console.View;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVPrinter;
import tools.jackson.core.JsonGenerator;

/**
 * Widgets with their ports and peers.
 *
 * @param widgets the widgets
 * @param single whether one was asked for by its serial number; then it is no list in JSON
 */
record WidgetsView(List<Widget> widgets, boolean single) implements View {

    private static final int MOST_PORTS = 3;

    @Override
    public String table(boolean colours) {
        if (widgets.isEmpty()) {
            return "";
        }
        TextTable table = new TextTable(List.of("SERIAL NUMBER", "NAME", "PORTS"), List.of());
        for (Widget widget : widgets) {
            table.add(List.of(
                    TerminalText.of(widget.serialNumber()),
                    TerminalText.of(widget.name()),
                    PortsPicture.of(widget)));
        }
        return table.render(colours);
    }

    @Override
    public void json(JsonGenerator json) {
        if (single) {
            widgets.forEach(widget -> json(widget, json));
            return;
        }
        json.writeStartArray();
        for (Widget widget : widgets) {
            json(widget, json);
        }
        json.writeEndArray();
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
        for (Widget widget : widgets) {
            List<String> values =
                    new ArrayList<>(List.of(widget.serialNumber(), widget.name(), letters(widget)));
            widget.ports().forEach(port -> values.add(port.peer().orElse("")));
            values.addAll(Collections.nCopies(MOST_PORTS - widget.ports().size(), ""));
            csv.printRecord(values);
        }
    }

    private static String letters(Widget widget) {
        return widget.ports().stream()
                .map(port -> port.type().name())
                .collect(Collectors.joining());
    }
}
