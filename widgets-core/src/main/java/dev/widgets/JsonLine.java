package dev.widgets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses a line that is a JSON object of a widget or of an association. Its values are strings,
 * null and arrays of these.
 */
final class JsonLine {

    private static final Set<String> WIDGET = Set.of("serial_number", "name", "ports", "peers");
    private static final Set<String> ASSOCIATION =
            Set.of("serial_number", "peer_serial_number", "port");

    private static final int MOST_PORTS = 3;
    private static final int HEX = 16;
    private static final int ESCAPE_LENGTH = 4;

    private final String text;
    private int position;

    private JsonLine(String text) {
        this.text = text;
    }

    /**
     * Puts the values of a line into a row, in the order of the columns of a layout, and returns
     * the layout.
     *
     * @throws IllegalArgumentException with a sentence if the line is not such an object
     */
    static ImportLayout parse(String line, ImportRow row) {
        Map<String, List<@Nullable String>> object = new JsonLine(line).object();
        boolean widget = !object.containsKey("peer_serial_number");
        Set<String> keys = widget ? WIDGET : ASSOCIATION;
        for (String key : object.keySet()) {
            if (!keys.contains(key)) {
                throw new IllegalArgumentException("The key \"" + key + "\" is unknown.");
            }
        }
        put(row, one(object, "serial_number"));
        if (!widget) {
            put(row, one(object, "peer_serial_number"));
            put(row, one(object, "port"));
            return ImportLayout.JSON_ASSOCIATIONS;
        }
        put(row, one(object, "name"));
        put(row, String.join("", values(object, "ports")));
        List<@Nullable String> peers = object.getOrDefault("peers", List.of());
        if (peers.size() > MOST_PORTS) {
            throw new IllegalArgumentException("There are more than 3 peers.");
        }
        for (String peer : peers) {
            if (peer != null && peer.isEmpty()) {
                throw new IllegalArgumentException("A peer is an empty text; null is a free port.");
            }
            put(row, peer == null ? "" : peer);
        }
        return ImportLayout.JSON_WIDGETS;
    }

    private static void put(ImportRow row, String value) {
        try {
            for (byte one : Unicode.check("The row", value).getBytes(UTF_8)) {
                row.put(one & 0xFF);
            }
        } catch (InvalidInputException e) {
            throw new IllegalArgumentException(e.hint(), e);
        }
        row.endField();
    }

    private static String one(Map<String, List<@Nullable String>> object, String key) {
        List<String> values = values(object, key);
        if (values.size() != 1) {
            throw new IllegalArgumentException("The value of \"" + key + "\" is not one text.");
        }
        return values.get(0);
    }

    private static List<String> values(Map<String, List<@Nullable String>> object, String key) {
        List<String> values = new ArrayList<>();
        for (String value : object.getOrDefault(key, List.of())) {
            if (value == null) {
                throw new IllegalArgumentException("The value of \"" + key + "\" is null.");
            }
            values.add(value);
        }
        if (values.isEmpty()) {
            throw new IllegalArgumentException("The key \"" + key + "\" is missing.");
        }
        return values;
    }

    private Map<String, List<@Nullable String>> object() {
        Map<String, List<@Nullable String>> object = new LinkedHashMap<>();
        expect('{');
        boolean more = !accept('}');
        while (more) {
            String key = string();
            expect(':');
            if (object.put(key, value()) != null) {
                throw new IllegalArgumentException("The key \"" + key + "\" occurs twice.");
            }
            more = accept(',');
            if (!more) {
                expect('}');
            }
        }
        skipSpace();
        if (position < text.length()) {
            throw unexpected();
        }
        return object;
    }

    private List<@Nullable String> value() {
        List<@Nullable String> values = new ArrayList<>();
        if (!accept('[')) {
            values.add(stringOrNull());
            return values;
        }
        boolean more = !accept(']');
        while (more) {
            values.add(stringOrNull());
            more = accept(',');
            if (!more) {
                expect(']');
            }
        }
        return values;
    }

    private @Nullable String stringOrNull() {
        skipSpace();
        if (text.startsWith("null", position)) {
            position += "null".length();
            return null;
        }
        return string();
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (true) {
            char next = next();
            if (next == '"') {
                return string.toString();
            }
            if (next < ' ') {
                position--;
                throw unexpected();
            }
            string.append(next == '\\' ? escaped() : next);
        }
    }

    private char escaped() {
        char next = next();
        return switch (next) {
            case '"', '\\', '/' -> next;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimal();
            default -> {
                position--;
                throw unexpected();
            }
        };
    }

    private char hexadecimal() {
        int value = 0;
        for (int i = 0; i < ESCAPE_LENGTH; i++) {
            int digit = Character.digit(next(), HEX);
            if (digit < 0) {
                position--;
                throw unexpected();
            }
            value = value * HEX + digit;
        }
        return (char) value;
    }

    private char next() {
        if (position == text.length()) {
            throw unexpected();
        }
        return text.charAt(position++);
    }

    private boolean accept(char wanted) {
        skipSpace();
        boolean found = position < text.length() && text.charAt(position) == wanted;
        if (found) {
            position++;
        }
        return found;
    }

    private void expect(char wanted) {
        if (!accept(wanted)) {
            throw unexpected();
        }
    }

    private void skipSpace() {
        while (position < text.length() && " \t\r".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    private IllegalArgumentException unexpected() {
        return new IllegalArgumentException("The row is not a JSON object of texts: it "
                + (position < text.length()
                        ? "is wrong at character " + (position + 1) + "."
                        : "ends early."));
    }
}
