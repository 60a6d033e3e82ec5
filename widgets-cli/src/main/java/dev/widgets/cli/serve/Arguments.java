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
            readText(argument, json.getString());
        } else {
            json.skipChildren();
        }
    }

    /** Adds an argument from the query string. */
    void take(String key, String text) {
        Argument argument = Argument.ofSqlName(key).orElse(null);
        if (argument == null) {
            addUnknown(key);
            return;
        }
        begin(argument);
        if (argument != Argument.PORTS) {
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

    private void readText(Argument argument, String text) {
        if (argument == Argument.PORT) {
            port = portType(text);
            return;
        }
        boolean fits = text.length() <= SANE_LENGTH
                && (argument == Argument.NAME || !text.isEmpty())
                && isUnicode(text);
        if (fits) {
            texts.put(argument, text);
        }
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

    /** Returns whether exactly the arguments of a function are present. */
    boolean fit(WidgetFunction function) {
        List<Argument> wanted = function.arguments();
        return unknown == null && present.size() == wanted.size() && present.containsAll(wanted);
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
