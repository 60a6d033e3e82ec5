package dev.widgets.cli.console;

import java.util.Locale;

/** Quotes arguments for bash and zsh. */
public final class Shell {

    private Shell() {}

    /** Quotes the first positional argument, after -- if it would be read as an option. */
    public static String argument(String text) {
        return text.startsWith("-") ? "-- " + quote(text) : quote(text);
    }

    /** Quotes a text if necessary. */
    public static String quote(String text) {
        if (text.matches("[A-Za-z0-9_@%+=:,./-]+")) {
            return text;
        }
        if (text.codePoints().allMatch(TerminalText::isShown)) {
            return "'" + text.replace("'", "'\\''") + "'";
        }
        StringBuilder quoted = new StringBuilder("$'");
        text.codePoints().forEach(character -> append(quoted, character));
        return quoted.append('\'').toString();
    }

    private static void append(StringBuilder quoted, int character) {
        if (character == '\'' || character == '\\') {
            quoted.append('\\').append((char) character);
        } else if (TerminalText.isShown(character)) {
            quoted.appendCodePoint(character);
        } else {
            quoted.append(String.format(Locale.ROOT, "\\U%08x", character));
        }
    }
}
