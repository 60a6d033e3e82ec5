package dev.widgets.cli.torture;

import dev.widgets.cli.console.Durations;
import dev.widgets.cli.console.Layout;
import dev.widgets.cli.console.TerminalText;
import dev.widgets.cli.console.TextTable;
import dev.widgets.cli.console.View;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVPrinter;
import tools.jackson.core.JsonGenerator;

/**
 * Shows the result of a torture run.
 *
 * @param result the result
 */
record TortureView(TortureResult result) implements View {

    private static final int SHOWN = 10;
    private static final double MILLIS_A_SECOND = 1000;

    @Override
    public void table(Layout layout, PrintStream out) {
        List<String> header = new ArrayList<>(List.of("TRANSPORT"));
        for (OutcomeKind kind : OutcomeKind.values()) {
            header.add(kind.name());
        }
        TextTable table =
                new TextTable(header, IntStream.range(1, header.size()).boxed().toList());
        result.calls().forEach((transport, counts) -> table.add(row(transport, counts)));
        StringBuilder text = new StringBuilder(table.render(layout)).append('\n');
        text.append(faults()).append('\n');
        text.append("longest time without an answer: ")
                .append(Durations.ofMillis(result.silenceSeconds() * MILLIS_A_SECOND))
                .append('\n');
        result.notes().forEach(note -> text.append(layout.wrap(note)).append('\n'));
        violations(text);
        text.append(layout.wrap(verdict())).append('\n');
        text.append("history: ").append(result.plan().history()).append('\n');
        out.print(text.append("again:   ").append(command()).append('\n'));
    }

    private static List<String> row(Transport transport, Map<OutcomeKind, Long> counts) {
        List<String> row = new ArrayList<>(List.of(transport.word()));
        for (OutcomeKind kind : OutcomeKind.values()) {
            row.add(String.format(Locale.ROOT, "%,d", counts.getOrDefault(kind, 0L)));
        }
        return row;
    }

    private String faults() {
        return "faults: "
                + (result.faults().isEmpty()
                        ? "none"
                        : result.faults().entrySet().stream()
                                .map(one -> one.getValue() + " " + one.getKey().word())
                                .collect(Collectors.joining(", ")));
    }

    private void violations(StringBuilder text) {
        List<TortureViolation> all = result.findings().violations();
        for (TortureViolation violation : all.subList(0, Math.min(SHOWN, all.size()))) {
            text.append('\n').append(TerminalText.inSentence(violation.what())).append('\n');
            violation
                    .lines()
                    .forEach(line -> text.append("  ")
                            .append(TerminalText.inSentence(line))
                            .append('\n'));
        }
        if (all.size() > SHOWN) {
            text.append("\nand ").append(all.size() - SHOWN).append(" more\n");
        }
        text.append(all.isEmpty() ? "" : "\n");
    }

    private String verdict() {
        int undecided = result.findings().undecided().size();
        String open = undecided == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        " The histories of %,d widgets have too many possible orders to check: %s.",
                        undecided,
                        result.findings().undecided().stream()
                                .limit(SHOWN)
                                .collect(Collectors.joining(", ")));
        return switch (result.verdict()) {
            case PASSED ->
                "PASSED: all answers and the final state are consistent, and all associations"
                        + " are symmetric.";
            case VIOLATED ->
                String.format(
                        Locale.ROOT,
                        "VIOLATED: %,d findings.%s",
                        result.findings().violations().size(),
                        open);
            case UNDECIDED ->
                "UNDECIDED: no violation was found, but some histories could not be decided."
                        + open;
        };
    }

    private String command() {
        TorturePlan plan = result.plan();
        return "widgets torture --seed " + plan.seed() + " --duration "
                + Durations.text(plan.duration()) + " --clients " + plan.clients()
                + " --processes " + plan.processes() + " --widgets " + plan.widgets()
                + " --transports " + Transport.list(plan.transports()) + " --faults "
                + Fault.list(plan.faults());
    }

    @Override
    public void json(JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("verdict", result.verdict().name().toLowerCase(Locale.ROOT));
        json.writeNumberProperty("seed", result.plan().seed());
        json.writeStringProperty("history", result.plan().history().toString());
        json.writeStringProperty("again", command());
        json.writeObjectPropertyStart("calls");
        result.calls().forEach((transport, counts) -> {
            json.writeObjectPropertyStart(transport.word());
            counts.forEach((kind, count) -> json.writeNumberProperty(kind.word(), count));
            json.writeEndObject();
        });
        json.writeEndObject();
        json.writeObjectPropertyStart("faults");
        result.faults().forEach((fault, count) -> json.writeNumberProperty(fault.word(), count));
        json.writeEndObject();
        json.writeNumberProperty("longest_silence_seconds", result.silenceSeconds());
        json.writeArrayPropertyStart("violations");
        for (TortureViolation violation : result.findings().violations()) {
            json.writeStartObject();
            json.writeStringProperty("what", violation.what());
            json.writeArrayPropertyStart("lines");
            violation.lines().forEach(json::writeString);
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        strings(json, "undecided", result.findings().undecided());
        strings(json, "notes", result.notes());
        json.writeEndObject();
    }

    private static void strings(JsonGenerator json, String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }

    @Override
    public void csv(CSVPrinter csv) throws IOException {
        csv.printRecord("transport", "outcome", "calls");
        for (Map.Entry<Transport, Map<OutcomeKind, Long>> transport :
                result.calls().entrySet()) {
            for (Map.Entry<OutcomeKind, Long> kind : transport.getValue().entrySet()) {
                csv.printRecord(transport.getKey().word(), kind.getKey().word(), kind.getValue());
            }
        }
    }
}
