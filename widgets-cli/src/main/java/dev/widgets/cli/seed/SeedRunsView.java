package dev.widgets.cli.seed;

import dev.widgets.SeedOptions;
import dev.widgets.SeedRun;
import dev.widgets.cli.console.Layout;
import dev.widgets.cli.console.TerminalText;
import dev.widgets.cli.console.TextTable;
import dev.widgets.cli.console.View;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVPrinter;
import tools.jackson.core.JsonGenerator;

/**
 * Shows the seeding runs of a database.
 *
 * @param runs the runs
 */
record SeedRunsView(List<SeedRun> runs) implements View {

    private static String state(SeedRun run) {
        return run.state().name().toLowerCase(Locale.ROOT);
    }

    private static String first(SeedRun run) {
        return run.options().serials().serialNumber(run.options().start());
    }

    private static String last(SeedRun run) {
        return run.options().serials().serialNumber(run.options().last());
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    @Override
    public void table(Layout layout, PrintStream out) {
        TextTable table = new TextTable(
                List.of(
                        "RUN",
                        "STATE",
                        "WIDGETS",
                        "PLANNED",
                        "FIRST",
                        "LAST",
                        "SEED",
                        "ASSOCIATED"),
                List.of(0, 2, 3, 6));
        for (SeedRun run : runs) {
            SeedOptions options = run.options();
            table.add(List.of(
                    String.valueOf(run.run()),
                    state(run),
                    number(run.widgets()),
                    number(options.count()),
                    TerminalText.of(first(run)),
                    TerminalText.of(last(run)),
                    String.valueOf(options.seed()),
                    String.valueOf(options.associated())));
        }
        out.print(table.render(layout));
    }

    @Override
    public void json(JsonGenerator json) {
        json.writeStartArray();
        for (SeedRun run : runs) {
            SeedOptions options = run.options();
            json.writeStartObject();
            json.writeNumberProperty("run", run.run());
            json.writeStringProperty("state", state(run));
            json.writeBooleanProperty("singular", run.singular());
            json.writeNumberProperty("widgets", run.widgets());
            json.writeNumberProperty("planned", options.count());
            json.writeStringProperty("first", first(run));
            json.writeStringProperty("last", last(run));
            json.writeNumberProperty("seed", options.seed());
            json.writeNumberProperty("associated", options.associated());
            json.writeStringProperty("ports", options.ports().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    @Override
    public void csv(CSVPrinter csv) throws IOException {
        csv.printRecord(
                "run", "state", "widgets", "planned", "first", "last", "seed", "associated");
        for (SeedRun run : runs) {
            SeedOptions options = run.options();
            csv.printRecord(
                    run.run(),
                    state(run),
                    run.widgets(),
                    options.count(),
                    first(run),
                    last(run),
                    options.seed(),
                    options.associated());
        }
    }
}
