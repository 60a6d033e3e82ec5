package dev.widgets.cli.serve.query;

/**
 * The rest of a text that is being parsed.
 *
 * @param text the code points of the whole text
 * @param index where the rest begins
 * @param line the line, counted from 1
 * @param column the column, counted from 1
 */
record ParseInput(int[] text, int index, int line, int column) {

    private static final int TAB = 8;

    static ParseInput of(String text) {
        return new ParseInput(text.codePoints().toArray(), 0, 1, 1);
    }

    boolean atEnd() {
        return index == text.length;
    }

    int first() {
        return text[index];
    }

    ParseInput next() {
        return switch (text[index]) {
            case '\n' -> new ParseInput(text, index + 1, line + 1, 1);
            case '\t' -> new ParseInput(text, index + 1, line, column + TAB - (column - 1) % TAB);
            default -> new ParseInput(text, index + 1, line, column + 1);
        };
    }
}
