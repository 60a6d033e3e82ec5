package dev.widgets.cli.serve.query;

/**
 * The rest of a text that is being parsed.
 *
 * @param text the whole text
 * @param index where the rest begins
 * @param explains whether errors say what was met and expected, which most texts do not need
 */
record ParseInput(String text, int index, boolean explains) {

    private static final int TAB = 8;

    static ParseInput of(String text) {
        return new ParseInput(text, 0, false);
    }

    /** Returns the whole text, to be parsed again for the sake of its error. */
    ParseInput explained() {
        return new ParseInput(text, 0, true);
    }

    boolean atEnd() {
        return index == text.length();
    }

    int first() {
        return text.codePointAt(index);
    }

    ParseInput next() {
        return at(index + Character.charCount(first()));
    }

    /** Returns the rest that begins at another index. */
    ParseInput at(int other) {
        return new ParseInput(text, other, explains);
    }

    /** Returns the line, counted from 1. */
    int line() {
        return 1 + (int) text.chars().limit(index).filter(c -> c == '\n').count();
    }

    /** Returns the column, counted from 1. */
    int column() {
        int column = 1;
        int i = text.lastIndexOf('\n', index - 1) + 1;
        while (i < index) {
            int c = text.codePointAt(i);
            column += c == '\t' ? TAB - ((column - 1) % TAB) : 1;
            i += Character.charCount(c);
        }
        return column;
    }
}
