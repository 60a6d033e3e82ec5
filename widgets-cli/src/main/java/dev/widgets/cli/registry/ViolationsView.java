package dev.widgets.cli.registry;

import dev.widgets.WidgetAdministration.Violation;
import dev.widgets.cli.console.Layout;
import dev.widgets.cli.console.TerminalText;
import dev.widgets.cli.console.TextTable;
import dev.widgets.cli.console.View;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.apache.commons.csv.CSVPrinter;
import tools.jackson.core.JsonGenerator;

/**
 * Shows the damage of a registry.
 *
 * @param violations the damaged ends of associations
 */
record ViolationsView(List<Violation> violations) implements View {

    @Override
    public void table(Layout layout, PrintStream out) {
        if (violations.isEmpty()) {
            return;
        }
        TextTable table =
                new TextTable(List.of("VIOLATION", "SERIAL NUMBER", "PORT", "PEER"), List.of());
        for (Violation violation : violations) {
            table.add(List.of(
                    violation.kind(),
                    TerminalText.of(violation.serialNumber()),
                    violation.port().name(),
                    TerminalText.of(violation.peerSerialNumber())));
        }
        out.print(table.render(layout));
    }

    @Override
    public void json(JsonGenerator json) {
        json.writeStartArray();
        for (Violation violation : violations) {
            json.writeStartObject();
            json.writeStringProperty("violation", violation.kind());
            json.writeStringProperty("serial_number", violation.serialNumber());
            json.writeStringProperty("peer_serial_number", violation.peerSerialNumber());
            json.writeStringProperty("port", violation.port().name());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    @Override
    public void csv(CSVPrinter csv) throws IOException {
        csv.printRecord("violation", "serial_number", "peer_serial_number", "port");
        for (Violation violation : violations) {
            csv.printRecord(
                    violation.kind(),
                    violation.serialNumber(),
                    violation.peerSerialNumber(),
                    violation.port());
        }
    }
}
