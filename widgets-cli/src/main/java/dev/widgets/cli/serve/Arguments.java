package dev.widgets.cli.serve;

import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.WidgetFunction;
import dev.widgets.WidgetFunction.Argument;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The arguments in a request: which ones are present, and the values of the plain ones. Plain are
 * texts of reasonable length, port types, and arrays of one to three port types. The database
 * checks everything else.
 */
final class Arguments {

    /** The database refuses longer texts anyway. */
    private static final int SANE_LENGTH = 255;

    private static final int MOST_PORTS = 3;

    private final Map<Argument, String> texts = new EnumMap<>(Argument.class);
    private @Nullable Ports ports;
    private @Nullable PortType port;
    private final Set<Argument> present = EnumSet.noneOf(Argument.class);
    private @Nullable SortedSet<String> unknown;
    private boolean halfCharacter;

    /** Reads the value of a key; the parser is positioned before the value. */
    void read(String key, JsonParser json) {
        JsonToken token = json.nextToken();
        Argument argument = Argument.ofSqlName(key).orElse(null);
        if (argument == null) {
            addUnknown(key);
            json.skipChildren();
            return;
        }
        begin(argument);
        if (argument == Argument.PORTS) {
            readPorts(token, json);
        } else if (token == JsonToken.VALUE_STRING) {
            String text = json.getString();
            halfCharacter |= !readText(argument, text) && hasHalfCharacter(text);
        } else {
            json.skipChildren();
        }
    }

    /** Adds an argument that is text, or whose value is not known here. */
    void take(String key, @Nullable String text) {
        Argument argument = Argument.ofSqlName(key).orElse(null);
        if (argument == null) {
            addUnknown(key);
            return;
        }
        begin(argument);
        if (argument != Argument.PORTS && text != null) {
            readText(argument, text);
        }
    }

    /** Forgets an earlier value: the last one of a repeated key counts. */
    private void begin(Argument argument) {
        if (!present.add(argument)) {
            switch (argument) {
                case PORT -> port = null;
                case PORTS -> ports = null;
                default -> texts.remove(argument);
            }
        }
    }

    private void addUnknown(String key) {
        if (unknown == null) {
            unknown = new TreeSet<>();
        }
        unknown.add(key);
    }

    /** Returns whether the text is plain. */
    private boolean readText(Argument argument, String text) {
        if (argument == Argument.PORT) {
            port = portType(text);
            return port != null;
        }
        boolean fits = text.length() <= SANE_LENGTH
                && (argument == Argument.NAME || !text.isEmpty())
                && isUnicode(text);
        if (fits) {
            texts.put(argument, text);
        }
        return fits;
    }

    private void readPorts(JsonToken token, JsonParser json) {
        if (token != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        List<PortType> types = new ArrayList<>(MOST_PORTS);
        boolean fits = true;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            PortType type = json.currentToken() == JsonToken.VALUE_STRING
                    ? portType(json.getString())
                    : null;
            json.skipChildren();
            if (type == null || types.size() == MOST_PORTS) {
                fits = false;
            } else {
                types.add(type);
            }
        }
        if (fits && !types.isEmpty()) {
            ports = new Ports(types);
        }
    }

    private static @Nullable PortType portType(String text) {
        return switch (text) {
            case "P" -> PortType.P;
            case "Q" -> PortType.Q;
            case "R" -> PortType.R;
            default -> null;
        };
    }

    /** Returns whether a text has half a surrogate pair, which is no character. */
    private static boolean hasHalfCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 == text.length()
                        || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private static boolean isUnicode(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** Returns whether a text has half a surrogate pair. */
    boolean hasHalfCharacter() {
        return halfCharacter;
    }

    /** Returns whether the arguments of a function are present, and no others. */
    boolean fit(WidgetFunction function) {
        int found = 0;
        for (Argument argument : function.arguments()) {
            if (present.contains(argument)) {
                found++;
            } else if (!argument.isOptional()) {
                return false;
            }
        }
        return unknown == null && found == present.size();
    }

    /** Returns whether all arguments are plain. */
    boolean arePlain() {
        int plain = texts.size() + (port == null ? 0 : 1) + (ports == null ? 0 : 1);
        return plain == present.size();
    }

    /** Returns all keys, sorted. */
    List<String> keys() {
        SortedSet<String> keys = new TreeSet<>();
        if (unknown != null) {
            keys.addAll(unknown);
        }
        present.forEach(argument -> keys.add(argument.sqlName()));
        return List.copyOf(keys);
    }

    /** Returns a plain text. */
    String text(Argument argument) {
        String text = texts.get(argument);
        if (text == null) {
            throw new IllegalStateException(argument + " is not plain");
        }
        return text;
    }

    /** Returns the plain ports. */
    Ports ports() {
        if (ports == null) {
            throw new IllegalStateException("ports are not plain");
        }
        return ports;
    }

    /** Returns the plain port type. */
    PortType port() {
        if (port == null) {
            throw new IllegalStateException("port is not plain");
        }
        return port;
    }
}
