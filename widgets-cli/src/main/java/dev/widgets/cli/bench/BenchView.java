package dev.widgets.cli.bench;

import dev.widgets.cli.console.Durations;
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
 * Shows the result of a benchmark.
 *
 * @param result the result
 */
record BenchView(BenchResult result) implements View {

    @Override
    public void table(Layout layout, PrintStream out) {
        TextTable table = new TextTable(
                List.of(
                        "OPERATION",
                        "A SECOND",
                        "P50",
                        "P90",
                        "P99",
                        "P99.9",
                        "MAX",
                        "REFUSED",
                        "ERRORS",
                        "UNKNOWN"),
                List.of(1, 2, 3, 4, 5, 6, 7, 8, 9));
        result.rows().forEach(figures -> table.add(row(figures)));
        Sentences sentences = new Sentences(result);
        StringBuilder text = new StringBuilder();
        text.append(layout.wrap(sentences.headline())).append('\n');
        text.append(layout.wrap(sentences.mix())).append("\n\n");
        text.append(table.render(layout)).append('\n');
        sentences
                .notes()
                .forEach(note ->
                        text.append(layout.wrap(TerminalText.inSentence(note))).append('\n'));
        text.append(layout.wrap(sentences.where())).append('\n');
        out.print(text.append(layout.wrap(sentences.settings())).append('\n'));
    }

    private static List<String> row(Figures figures) {
        Latency latency = figures.latency();
        return List.of(
                figures.name(),
                String.format(Locale.ROOT, "%,.0f", figures.rate()),
                Durations.ofMillis(latency.p50()),
                Durations.ofMillis(latency.p90()),
                Durations.ofMillis(latency.p99()),
                Durations.ofMillis(latency.p999()),
                Durations.ofMillis(latency.max()),
                number(figures.refused()),
                number(figures.failed()),
                number(figures.unknown()));
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    @Override
    public void json(JsonGenerator json) {
        new BenchJson(json).write(result);
    }

    @Override
    public void csv(CSVPrinter csv) throws IOException {
        csv.printRecord(
                "operation",
                "done",
                "rate",
                "p50_ms",
                "p90_ms",
                "p99_ms",
                "p99_9_ms",
                "max_ms",
                "refused",
                "errors",
                "unknown");
        for (Figures figures : result.rows()) {
            Latency latency = figures.latency();
            csv.printRecord(
                    figures.name(),
                    figures.done(),
                    String.format(Locale.ROOT, "%.1f", figures.rate()),
                    latency.p50(),
                    latency.p90(),
                    latency.p99(),
                    latency.p999(),
                    latency.max(),
                    figures.refused(),
                    figures.failed(),
                    figures.unknown());
        }
    }
}
