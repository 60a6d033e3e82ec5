package dev.widgets.cli.console;

import java.util.OptionalInt;

/**
 * The layout of results for people.
 *
 * @param colours whether colours may be used
 * @param columns the width of the terminal, or nothing if the output is not a terminal
 */
public record Layout(boolean colours, OptionalInt columns) {

    /** The layout for files and pipes. */
    public static final Layout PLAIN = new Layout(false, OptionalInt.empty());

    private static final int NARROWEST = 60;
    private static final int WIDEST = 200;
    private static final int WITHOUT_TERMINAL = 100;

    /** Returns the layout for a terminal; very narrow and very wide ones count as 60 and 200. */
    static Layout terminal(boolean colours, int columns) {
        return new Layout(colours, OptionalInt.of(Math.min(WIDEST, Math.max(NARROWEST, columns))));
    }

    /** Wraps a sentence on a terminal; in files and pipes it stays on one line. */
    public String wrap(String sentence) {
        return columns.isPresent()
                ? TerminalText.wrap(sentence, 0, 0, columns.getAsInt())
                : sentence;
    }

    /** Returns the width at which sentences are wrapped: 100 columns in files and pipes. */
    public int textWidth() {
        return columns.orElse(WITHOUT_TERMINAL);
    }
}
