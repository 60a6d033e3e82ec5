package dev.widgets.cli.registry;

import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.WidgetHistory.Entry;
import dev.widgets.cli.console.Layout;
import dev.widgets.cli.console.TerminalText;
import dev.widgets.cli.console.TextTable;
import dev.widgets.cli.console.View;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVPrinter;
import tools.jackson.core.JsonGenerator;

/**
 * Shows the operations on a widget.
 *
 * @param entries the operations, the latest first
 */
record HistoryView(List<Entry> entries) implements View {

    private static final List<String> COLUMNS = List.of(
            "done_at",
            "operation",
            "serial_number",
            "peer_serial_number",
            "port",
            "ports",
            "name",
            "old_name",
            "role",
            "subject");

    @Override
    public void table(Layout layout, PrintStream out) {
        TextTable table = new TextTable(
                List.of("TIME", "OPERATION", "WIDGET", "PEER", "PORTS", "NAME", "ROLE", "SUBJECT"),
                List.of());
        for (Entry entry : entries) {
            table.add(List.of(
                    entry.doneAt().toString(),
                    entry.operation(),
                    TerminalText.of(entry.serialNumber()),
                    TerminalText.of(entry.peerSerialNumber().orElse("")),
                    ports(entry),
                    TerminalText.of(entry.name().orElse("")),
                    TerminalText.of(entry.role()),
                    TerminalText.of(entry.subject().orElse(""))));
        }
        out.print(table.render(layout));
    }

    private static String ports(Entry entry) {
        return entry.port()
                .map(PortType::name)
                .or(() -> entry.ports().map(Ports::toString))
                .orElse("");
    }

    @Override
    public void json(JsonGenerator json) {
        json.writeStartArray();
        for (Entry entry : entries) {
            json.writeStartObject();
            List<Optional<String>> values = values(entry);
            for (int i = 0; i < values.size(); i++) {
                if (values.get(i).isPresent()) {
                    json.writeStringProperty(COLUMNS.get(i), values.get(i).get());
                } else {
                    json.writeNullProperty(COLUMNS.get(i));
                }
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    @Override
    public void csv(CSVPrinter csv) throws IOException {
        csv.printRecord(COLUMNS);
        for (Entry entry : entries) {
            csv.printRecord(
                    values(entry).stream().map(value -> value.orElse("")).toList());
        }
    }

    private static List<Optional<String>> values(Entry entry) {
        return List.of(
                Optional.of(entry.doneAt().toString()),
                Optional.of(entry.operation()),
                Optional.of(entry.serialNumber()),
                entry.peerSerialNumber(),
                entry.port().map(PortType::name),
                entry.ports().map(Ports::toString),
                entry.name(),
                entry.oldName(),
                Optional.of(entry.role()),
                entry.subject());
    }
}
