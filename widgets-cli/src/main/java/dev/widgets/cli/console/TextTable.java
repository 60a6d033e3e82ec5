package dev.widgets.cli.console;

import java.util.ArrayList;
import java.util.List;

/** Rows and columns for people: as wide as they must be, and no wider. */
public final class TextTable {

    private static final String GAP = "  ";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<Integer> numbers;

    /**
     * A table without rows.
     *
     * @param numbers the columns that hold numbers, which are aligned to the right
     */
    public TextTable(List<String> header, List<Integer> numbers) {
        this.header = header;
        this.numbers = numbers;
    }

    /** Adds a row; what people have chosen in it is to be {@link TerminalText} already. */
    public void add(List<String> row) {
        rows.add(row);
    }

    public String render(boolean colours) {
        int[] widths = new int[header.size()];
        measure(header, widths);
        rows.forEach(row -> measure(row, widths));
        StringBuilder text = new StringBuilder();
        text.append(colours ? BOLD + line(header, widths) + PLAIN : line(header, widths))
                .append('\n');
        rows.forEach(row -> text.append(line(row, widths)).append('\n'));
        return text.toString();
    }

    private static void measure(List<String> row, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], TerminalText.width(row.get(i)));
        }
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(i == 0 ? "" : GAP)
                    .append(
                            numbers.contains(i)
                                    ? TerminalText.padLeft(row.get(i), widths[i])
                                    : TerminalText.padRight(row.get(i), widths[i]));
        }
        return line.toString().stripTrailing();
    }
}
