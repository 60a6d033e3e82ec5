package dev.widgets.cli.serve.query;

/**
 * The rest of a text that is being parsed.
 *
 * @param text the whole text
 * @param index where the rest begins
 * @param line the line, counted from 1
 * @param column the column, counted from 1
 */
record ParseInput(String text, int index, int line, int column) {

    private static final int TAB = 8;

    static ParseInput of(String text) {
        return new ParseInput(text, 0, 1, 1);
    }

    boolean atEnd() {
        return index == text.length();
    }

    int first() {
        return text.codePointAt(index);
    }

    ParseInput next() {
        int c = first();
        int next = index + Character.charCount(c);
        return switch (c) {
            case '\n' -> new ParseInput(text, next, line + 1, 1);
            case '\t' -> new ParseInput(text, next, line, column + TAB - ((column - 1) % TAB));
            default -> new ParseInput(text, next, line, column + 1);
        };
    }
}
