package dev.widgets.cli.doctor;

import dev.widgets.cli.console.Layout;
import dev.widgets.cli.console.TerminalText;
import dev.widgets.cli.console.View;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVPrinter;
import tools.jackson.core.JsonGenerator;

/**
 * Shows the findings of a doctor.
 *
 * @param findings the findings in the order of the checks
 */
record FindingsView(List<Finding> findings) implements View {

    private static final int INDENT = 22;
    private static final String PLAIN = "\u001b[0m";

    /**
     * Writes one paragraph for each finding, with its remedy below; sentences do not fit into
     * columns.
     */
    @Override
    public void table(Layout layout, PrintStream out) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            String severity = String.format(Locale.ROOT, "%-8s", finding.severity());
            text.append(layout.colours() ? colour(finding.severity()) + severity + PLAIN : severity)
                    .append(String.format(Locale.ROOT, "  %-12s", finding.area()))
                    .append(paragraph(finding.reason(), layout));
            if (!finding.remedy().isEmpty()) {
                text.append(" ".repeat(INDENT));
                text.append(paragraph(finding.remedy(), layout));
            }
        }
        out.print(text);
    }

    private static String paragraph(String sentence, Layout layout) {
        return TerminalText.wrap(
                        TerminalText.inSentence(sentence), INDENT, INDENT, layout.textWidth())
                + "\n";
    }

    private static String colour(Severity severity) {
        return switch (severity) {
            case ok -> "\u001b[32m";
            case note -> "";
            case warning -> "\u001b[33m";
            case danger -> "\u001b[1;31m";
        };
    }

    @Override
    public void json(JsonGenerator json) {
        json.writeStartArray();
        for (Finding finding : findings) {
            json.writeStartObject();
            json.writeStringProperty("severity", finding.severity().name());
            json.writeStringProperty("area", finding.area());
            json.writeStringProperty("reason", finding.reason());
            json.writeStringProperty("remedy", finding.remedy());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    @Override
    public void csv(CSVPrinter csv) throws IOException {
        csv.printRecord("severity", "area", "reason", "remedy");
        for (Finding finding : findings) {
            csv.printRecord(finding.severity(), finding.area(), finding.reason(), finding.remedy());
        }
    }
}
