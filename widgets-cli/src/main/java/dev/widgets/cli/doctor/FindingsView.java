package dev.widgets.cli.doctor;

import dev.widgets.cli.console.TerminalText;
import dev.widgets.cli.console.View;
import java.io.IOException;
import java.util.List;
import org.apache.commons.csv.CSVPrinter;
import tools.jackson.core.JsonGenerator;

/**
 * Shows the findings of a doctor.
 *
 * @param findings the findings in the order of the checks
 */
record FindingsView(List<Finding> findings) implements View {

    private static final int INDENT = 22;
    private static final int WIDTH = 100;
    private static final String PLAIN = "\u001b[0m";

    /**
     * Writes one paragraph for each finding, with its remedy below; sentences do not fit into
     * columns.
     */
    @Override
    public String table(boolean colours) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            String severity = String.format("%-8s", finding.severity());
            text.append(colours ? colour(finding.severity()) + severity + PLAIN : severity)
                    .append(String.format("  %-12s", finding.area()));
            paragraph(text, finding.reason());
            if (!finding.remedy().isEmpty()) {
                text.append(" ".repeat(INDENT));
                paragraph(text, finding.remedy());
            }
        }
        return text.toString();
    }

    private static String colour(Severity severity) {
        return switch (severity) {
            case ok -> "\u001b[32m";
            case note -> "";
            case warning -> "\u001b[33m";
            case danger -> "\u001b[1;31m";
        };
    }

    private static void paragraph(StringBuilder text, String sentence) {
        int column = INDENT;
        for (String word : TerminalText.inSentence(sentence).split(" ", -1)) {
            int width = TerminalText.width(word);
            if (column > INDENT && column + 1 + width > WIDTH) {
                text.append('\n').append(" ".repeat(INDENT));
                column = INDENT;
            }
            text.append(column > INDENT ? " " : "").append(word);
            column += width + (column > INDENT ? 1 : 0);
        }
        text.append('\n');
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
