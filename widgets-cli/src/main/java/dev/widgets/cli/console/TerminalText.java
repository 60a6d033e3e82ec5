package dev.widgets.cli.console;

import org.jline.utils.WCWidth;

/**
 * Makes text safe for a terminal, so that it cannot move the cursor, change colours or hide, and
 * measures it.
 */
public final class TerminalText {

    private static final String ELLIPSIS = "…";

    private TerminalText() {}

    /**
     * Replaces invisible characters by escapes that begin with a backslash, and doubles
     * backslashes, so that two different texts never look the same.
     */
    public static String of(String text) {
        return inSentence(text.replace("\\", "\\\\"));
    }

    /** Does the same for sentences, in which backslashes stay as they are. */
    public static String inSentence(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(character -> append(visible, character));
        return visible.toString();
    }

    private static void append(StringBuilder visible, int character) {
        switch (character) {
            case '\n' -> visible.append("\\n");
            case '\r' -> visible.append("\\r");
            case '\t' -> visible.append("\\t");
            default -> {
                if (isShown(character)) {
                    visible.appendCodePoint(character);
                } else {
                    visible.append("\\u{")
                            .append(Integer.toHexString(character))
                            .append('}');
                }
            }
        }
    }

    /** Returns whether a character is visible, or joins visible ones. */
    public static boolean isShown(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            case Character.FORMAT -> character == 0x200C || character == 0x200D;
            default -> true;
        };
    }

    /** Returns the number of columns that a text takes. */
    public static int width(String text) {
        return text.codePoints().map(TerminalText::width).sum();
    }

    private static int width(int character) {
        return Math.max(0, WCWidth.wcwidth(character));
    }

    /** Shortens a text to a number of columns; an ellipsis stands for the rest. */
    public static String shorten(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        StringBuilder shortened = new StringBuilder();
        int room = columns - 1;
        for (int character : text.codePoints().toArray()) {
            room -= width(character);
            if (room < 0) {
                break;
            }
            shortened.appendCodePoint(character);
        }
        return shortened.append(ELLIPSIS).toString();
    }

    /**
     * Wraps a sentence between words.
     *
     * @param column the column at which the sentence begins
     * @param indent the column at which its further lines begin
     * @param columns the width of a line
     */
    public static String wrap(String sentence, int column, int indent, int columns) {
        StringBuilder text = new StringBuilder();
        int end = column;
        boolean begun = false;
        for (String word : sentence.split(" ", -1)) {
            int width = width(word);
            if (begun && end + 1 + width > columns) {
                text.append('\n').append(" ".repeat(indent));
                end = indent;
            } else if (begun) {
                text.append(' ');
                end++;
            }
            text.append(word);
            end += width;
            begun = true;
        }
        return text.toString();
    }

    /** Appends spaces up to a number of columns. */
    public static String padRight(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    /** Puts spaces before a text up to a number of columns. */
    public static String padLeft(String text, int width) {
        return " ".repeat(Math.max(0, width - width(text))) + text;
    }
}
