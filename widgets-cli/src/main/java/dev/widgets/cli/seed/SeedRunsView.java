package dev.widgets.cli.seed;

import dev.widgets.SeedOptions;
import dev.widgets.SeedRun;
import dev.widgets.cli.console.TerminalText;
import dev.widgets.cli.console.TextTable;
import dev.widgets.cli.console.View;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVPrinter;
import tools.jackson.core.JsonGenerator;

/**
 * The seeding runs that a database holds.
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

    @Override
    public String table(boolean colours) {
        TextTable table = new TextTable(
                List.of("RUN", "STATE", "WIDGETS", "FIRST", "LAST", "SEED", "ASSOCIATED"),
                List.of(0, 2, 5));
        for (SeedRun run : runs) {
            SeedOptions options = run.options();
            table.add(List.of(
                    String.valueOf(run.run()),
                    state(run),
                    String.format(Locale.ROOT, "%,d", options.count()),
                    TerminalText.of(first(run)),
                    TerminalText.of(last(run)),
                    String.valueOf(options.seed()),
                    String.valueOf(options.associated())));
        }
        return table.render(colours);
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
            json.writeNumberProperty("widgets", options.count());
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
        csv.printRecord("run", "state", "widgets", "first", "last", "seed", "associated");
        for (SeedRun run : runs) {
            SeedOptions options = run.options();
            csv.printRecord(
                    run.run(),
                    state(run),
                    options.count(),
                    first(run),
                    last(run),
                    options.seed(),
                    options.associated());
        }
    }
}
