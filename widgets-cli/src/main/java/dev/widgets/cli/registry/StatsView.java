package dev.widgets.cli.registry;

import dev.widgets.PortType;
import dev.widgets.WidgetAdministration.RelationSize;
import dev.widgets.WidgetCounts;
import dev.widgets.WidgetCounts.PortCount;
import dev.widgets.cli.console.Layout;
import dev.widgets.cli.console.TextTable;
import dev.widgets.cli.console.View;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.commons.csv.CSVPrinter;
import tools.jackson.core.JsonGenerator;

/**
 * Shows the numbers of widgets and ports, and their size on disk.
 *
 * @param counts the numbers of widgets and ports
 * @param sizes the sizes of the table and of its index
 */
record StatsView(WidgetCounts counts, List<RelationSize> sizes) implements View {

    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB");
    private static final int UNIT = 1000;

    @Override
    public void table(Layout layout, PrintStream out) {
        TextTable table = new TextTable(List.of("PORTS", "FREE", "TAKEN", "ALL"), List.of(1, 2, 3));
        long free = 0;
        long taken = 0;
        for (PortType type : PortType.values()) {
            PortCount count = count(type);
            table.add(row(type.name(), count.free(), count.taken()));
            free += count.free();
            taken += count.taken();
        }
        table.add(row("all", free, taken));
        StringBuilder text = new StringBuilder(number(counts.widgets()));
        text.append(counts.widgets() == 1 ? " widget" : " widgets").append("\n\n");
        text.append(table.render(layout));
        String separator = "\n";
        for (RelationSize size : sizes) {
            text.append(separator).append(size.relation()).append(' ').append(bytes(size.bytes()));
            separator = ", ";
        }
        out.print(sizes.isEmpty() ? text : text.append('\n'));
    }

    private static List<String> row(String name, long free, long taken) {
        return List.of(name, number(free), number(taken), number(free + taken));
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= UNIT && unit < UNITS.size() - 1) {
            value /= UNIT;
            unit++;
        }
        return String.format(
                Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS.get(unit));
    }

    @Override
    public void json(JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("widgets", counts.widgets());
        json.writeObjectPropertyStart("ports");
        for (PortType type : PortType.values()) {
            json.writeObjectPropertyStart(type.name());
            json.writeNumberProperty("free", count(type).free());
            json.writeNumberProperty("taken", count(type).taken());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeObjectPropertyStart("bytes");
        sizes.forEach(size -> json.writeNumberProperty(size.relation(), size.bytes()));
        json.writeEndObject();
        json.writeEndObject();
    }

    @Override
    public void csv(CSVPrinter csv) throws IOException {
        csv.printRecord("figure", "value");
        csv.printRecord("widgets", counts.widgets());
        for (PortType type : PortType.values()) {
            csv.printRecord("ports_" + type + "_free", count(type).free());
            csv.printRecord("ports_" + type + "_taken", count(type).taken());
        }
        for (RelationSize size : sizes) {
            csv.printRecord("bytes_" + size.relation(), size.bytes());
        }
    }

    private PortCount count(PortType type) {
        return Objects.requireNonNull(counts.ports().get(type));
    }
}
