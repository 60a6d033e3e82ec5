package dev.widgets.cli.registry;

import dev.widgets.WidgetIndexes.Index;
import dev.widgets.cli.console.Layout;
import dev.widgets.cli.console.TextTable;
import dev.widgets.cli.console.View;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVPrinter;
import tools.jackson.core.JsonGenerator;

/**
 * Shows the optional indexes.
 *
 * @param indexes all of them
 */
record IndexesView(List<Index> indexes) implements View {

    @Override
    public void table(Layout layout, PrintStream out) {
        TextTable table =
                new TextTable(List.of("INDEX", "NAME IN POSTGRESQL", "STATE", "BYTES"), List.of(3));
        for (Index index : indexes) {
            table.add(List.of(
                    IndexCommand.name(index.kind()),
                    index.name(),
                    state(index),
                    String.format(Locale.ROOT, "%,d", index.bytes())));
        }
        out.print(table.render(layout));
    }

    @Override
    public void json(JsonGenerator json) {
        json.writeStartArray();
        for (Index index : indexes) {
            json.writeStartObject();
            json.writeStringProperty("index", IndexCommand.name(index.kind()));
            json.writeStringProperty("name", index.name());
            json.writeStringProperty("state", state(index));
            json.writeNumberProperty("bytes", index.bytes());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    @Override
    public void csv(CSVPrinter csv) throws IOException {
        csv.printRecord("index", "name", "state", "bytes");
        for (Index index : indexes) {
            csv.printRecord(
                    IndexCommand.name(index.kind()), index.name(), state(index), index.bytes());
        }
    }

    private static String state(Index index) {
        return index.state().name().toLowerCase(Locale.ROOT);
    }
}
