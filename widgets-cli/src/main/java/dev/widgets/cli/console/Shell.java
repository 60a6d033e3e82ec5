package dev.widgets.cli.console;

/** Writes arguments the way bash and zsh read them. */
public final class Shell {

    private Shell() {}

    /** The text as the first positional argument: after -- if it would be taken for an option. */
    public static String argument(String text) {
        return text.startsWith("-") ? "-- " + quote(text) : quote(text);
    }

    /** The text in quotes, if it needs them. */
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
            quoted.append(String.format("\\U%08x", character));
        }
    }
}
