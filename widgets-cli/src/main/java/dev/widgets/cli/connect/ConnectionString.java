package dev.widgets.cli.connect;

import dev.widgets.cli.console.CommandException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the connection strings of libpq: {@code host=db dbname='my app'}, where a backslash
 * precedes a quote or a backslash in a value.
 */
final class ConnectionString {

    private final String text;
    private int at;

    private ConnectionString(String text) {
        this.text = text;
    }

    static boolean isOne(String text) {
        return text.matches("(?s)\\s*[a-z_]+\\s*=.*");
    }

    /** Returns the settings in a string, by keyword. */
    static Map<String, String> parse(String text) {
        return new ConnectionString(text).parse();
    }

    private Map<String, String> parse() {
        Map<String, String> settings = new LinkedHashMap<>();
        skipSpace();
        while (at < text.length()) {
            String keyword = keyword();
            String value = isAt('\'') ? quoted() : plain();
            if (!value.isEmpty()) {
                settings.put(keyword, value);
            }
            skipSpace();
        }
        return settings;
    }

    private String keyword() {
        int start = at;
        while (at < text.length() && !isAt('=') && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        String keyword = text.substring(start, at);
        skipSpace();
        if (!isAt('=')) {
            throw wrong("has a keyword without a value");
        }
        at++;
        skipSpace();
        return keyword;
    }

    private String plain() {
        StringBuilder value = new StringBuilder();
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            value.append(next());
        }
        return value.toString();
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        at++;
        while (!isAt('\'')) {
            if (at >= text.length()) {
                throw wrong("lacks a closing quote");
            }
            value.append(next());
        }
        at++;
        return value.toString();
    }

    private String next() {
        if (isAt('\\')) {
            at++;
        }
        return at < text.length() ? text.substring(at, ++at) : "";
    }

    private boolean isAt(char character) {
        return at < text.length() && text.charAt(at) == character;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private static CommandException wrong(String what) {
        return CommandException.usage("The connection string " + what
                + "; write KEYWORD=VALUE, and KEYWORD='VALUE' if the value contains spaces.");
    }
}
