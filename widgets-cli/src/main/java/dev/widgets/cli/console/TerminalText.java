package dev.widgets.cli.console;

/** Text as a terminal may show it: nothing in it moves the cursor, changes colours or hides. */
public final class TerminalText {

    /** First and last of the code points that take two columns. */
    private static final int[][] WIDE = {
        {0x1100, 0x115F},
        {0x231A, 0x231B},
        {0x23E9, 0x23EC},
        {0x2614, 0x2615},
        {0x2648, 0x2653},
        {0x26A1, 0x26A1},
        {0x26BD, 0x26BE},
        {0x2705, 0x2705},
        {0x274C, 0x274C},
        {0x2E80, 0x303E},
        {0x3041, 0xA4CF},
        {0xA960, 0xA97F},
        {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F},
        {0xFF00, 0xFF60},
        {0xFFE0, 0xFFE6},
        {0x1F300, 0x1F64F},
        {0x1F680, 0x1F6FF},
        {0x1F900, 0x1FAFF},
        {0x20000, 0x3FFFD}
    };

    private TerminalText() {}

    /**
     * Writes what has no shape of its own as an escape that begins with a backslash; that is
     * doubled.
     */
    public static String of(String text) {
        return inSentence(text.replace("\\", "\\\\"));
    }

    /** The same, but a backslash stays as it is: for what is read, not compared. */
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

    /** Whether it is what it looks like. */
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

    /** How many columns it takes. */
    public static int width(String text) {
        return text.codePoints().map(TerminalText::width).sum();
    }

    private static int width(int character) {
        switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> {
                return 0;
            }
            default -> {
                for (int[] range : WIDE) {
                    if (character >= range[0] && character <= range[1]) {
                        return 2;
                    }
                }
                return 1;
            }
        }
    }

    public static String padRight(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    public static String padLeft(String text, int width) {
        return " ".repeat(Math.max(0, width - width(text))) + text;
    }
}
