package dev.widgets.cli.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table for people. Columns are as wide as their values. On a terminal that is too narrow for
 * that, long texts are shortened, and columns that still do not fit follow in further blocks.
 */
public final class TextTable {

    private static final String GAP = "  ";
    private static final int SHORTEST = 8;
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<Integer> numbers;
    private final int[] widths;
    private boolean continued;

    /**
     * Creates a table without rows.
     *
     * @param numbers the columns of numbers, which are aligned to the right
     */
    public TextTable(List<String> header, List<Integer> numbers) {
        this.header = header;
        this.numbers = numbers;
        widths = header.stream().mapToInt(TerminalText::width).toArray();
    }

    /** Adds a row; text that people have chosen must be {@link TerminalText} already. */
    public void add(List<String> row) {
        rows.add(row);
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], TerminalText.width(row.get(i)));
        }
    }

    /**
     * Renders the rows that were added since the last call, the header before the first of them.
     * Columns become wider from call to call, never narrower.
     */
    public String render(Layout layout) {
        int[] shown = widths.clone();
        int room = layout.columns().orElse(Integer.MAX_VALUE);
        shorten(shown, room);
        StringBuilder text = new StringBuilder();
        for (List<Integer> block : blocks(shown, room)) {
            text.append(text.isEmpty() ? "" : "\n");
            if (!continued) {
                String line = line(header, shown, block);
                text.append(layout.colours() ? BOLD + line + PLAIN : line).append('\n');
            }
            rows.forEach(row -> text.append(line(row, shown, block)).append('\n'));
        }
        rows.clear();
        continued = true;
        return text.toString();
    }

    /** Takes columns from the longest texts until the table fits or all of them are short. */
    private void shorten(int[] shown, int room) {
        while (total(shown) > room) {
            int longest = IntStream.range(0, shown.length)
                    .filter(i -> !numbers.contains(i) && shown[i] > SHORTEST)
                    .filter(i -> shown[i] > TerminalText.width(header.get(i)))
                    .reduce((a, b) -> shown[b] > shown[a] ? b : a)
                    .orElse(-1);
            if (longest < 0) {
                return;
            }
            shown[longest]--;
        }
    }

    private static int total(int... shown) {
        return Arrays.stream(shown).sum() + GAP.length() * (shown.length - 1);
    }

    /** Distributes the columns over blocks; each repeats the first column. */
    private static List<List<Integer>> blocks(int[] shown, int room) {
        List<List<Integer>> blocks = new ArrayList<>();
        List<Integer> block = new ArrayList<>(List.of(0));
        int end = shown[0];
        for (int i = 1; i < shown.length; i++) {
            end += GAP.length() + shown[i];
            if (end > room && block.size() > 1) {
                blocks.add(block);
                block = new ArrayList<>(List.of(0));
                end = shown[0] + GAP.length() + shown[i];
            }
            block.add(i);
        }
        blocks.add(block);
        return blocks;
    }

    private String line(List<String> row, int[] shown, List<Integer> block) {
        StringBuilder line = new StringBuilder();
        for (int i : block) {
            String value = TerminalText.shorten(row.get(i), shown[i]);
            line.append(line.isEmpty() ? "" : GAP)
                    .append(
                            numbers.contains(i)
                                    ? TerminalText.padLeft(value, shown[i])
                                    : TerminalText.padRight(value, shown[i]));
        }
        return line.toString().stripTrailing();
    }
}
