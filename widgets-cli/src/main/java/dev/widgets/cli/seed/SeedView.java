package dev.widgets.cli.seed;

import dev.widgets.SeedOptions;
import dev.widgets.WidgetSeeder;
import dev.widgets.cli.console.Layout;
import dev.widgets.cli.console.TerminalText;
import dev.widgets.cli.console.View;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.commons.csv.CSVPrinter;
import tools.jackson.core.JsonGenerator;

/**
 * Shows the result of a seeding run.
 *
 * @param options the options of the run
 * @param summary the result
 */
record SeedView(SeedOptions options, WidgetSeeder.Summary summary) implements View {

    private static final double PERCENT = 100;

    private double seconds() {
        return (double) summary.elapsed().toNanos() / TimeUnit.SECONDS.toNanos(1);
    }

    @Override
    public void table(Layout layout, PrintStream out) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%,d widgets, %s to %s, in %.1f s%n",
                summary.widgets(),
                TerminalText.of(options.serials().serialNumber(options.start())),
                TerminalText.of(options.serials().serialNumber(options.last())),
                seconds()));
        text.append(String.format(
                Locale.ROOT,
                "%,d ports, %,d of them taken (%.1f %%)%n",
                summary.ports(),
                summary.taken(),
                PERCENT * summary.taken() / summary.ports()));
        if (summary.operations() > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "%,d operations, %,.0f a second%n",
                    summary.operations(),
                    summary.operations() / seconds()));
        }
        text.append("checksum ").append(summary.checksum());
        if (summary.run() > 0) {
            text.append(", run ").append(summary.run());
        }
        out.print(text.append('\n'));
    }

    @Override
    public void json(JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("run", summary.run());
        json.writeNumberProperty("widgets", summary.widgets());
        json.writeNumberProperty("ports", summary.ports());
        json.writeNumberProperty("taken", summary.taken());
        json.writeNumberProperty("operations", summary.operations());
        json.writeStringProperty("checksum", summary.checksum());
        json.writeNumberProperty("seconds", seconds());
        json.writeEndObject();
    }

    @Override
    public void csv(CSVPrinter csv) throws IOException {
        csv.printRecord("run", "widgets", "ports", "taken", "operations", "checksum", "seconds");
        csv.printRecord(
                summary.run(),
                summary.widgets(),
                summary.ports(),
                summary.taken(),
                summary.operations(),
                summary.checksum(),
                seconds());
    }
}
