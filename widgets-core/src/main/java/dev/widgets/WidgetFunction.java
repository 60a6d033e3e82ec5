package dev.widgets;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The functions of the SQL schema {@code widgets}, as {@code sql/functions} defines them: their
 * names, their arguments and what they return on success.
 */
public enum WidgetFunction {
    /** Adds a widget. */
    ADD_WIDGET("Widget added.", Argument.SERIAL_NUMBER, Argument.NAME, Argument.PORTS),
    /** Removes a widget with its associations. */
    REMOVE_WIDGET("Widget removed.", Argument.SERIAL_NUMBER),
    /** Gives a widget another name. */
    RENAME_WIDGET("Widget renamed.", Argument.SERIAL_NUMBER, Argument.NAME),
    /** Associates two widgets. */
    ASSOCIATE_WIDGETS(
            "Widgets associated.",
            Argument.SERIAL_NUMBER,
            Argument.PEER_SERIAL_NUMBER,
            Argument.PORT),
    /** Removes an association of two widgets. */
    REMOVE_ASSOCIATION(
            "Association removed.",
            Argument.SERIAL_NUMBER,
            Argument.PEER_SERIAL_NUMBER,
            Argument.PORT),
    /** Returns a widget. */
    GET_WIDGET("", Argument.SERIAL_NUMBER),
    /** Returns the widgets around a widget. */
    GET_NEIGHBOURHOOD("", Argument.SERIAL_NUMBER, Argument.HOPS, Argument.MOST),
    /** Returns a shortest path between two widgets. */
    GET_PATH("", Argument.SERIAL_NUMBER, Argument.PEER_SERIAL_NUMBER, Argument.MOST),
    /** Returns how many widgets are connected with a widget. */
    GET_COMPONENT("", Argument.SERIAL_NUMBER, Argument.MOST);

    /** The arguments of the functions, which are also the keys of the JSON that HTTP takes. */
    public enum Argument {
        /** The serial number of the widget, or of the first of two widgets. */
        SERIAL_NUMBER("text"),
        /** The serial number of the second widget. */
        PEER_SERIAL_NUMBER("text"),
        /** The name of a new widget, or the new name of a widget. */
        NAME("text"),
        /** The type of the ports that an association connects. */
        PORT("widgets.port_type"),
        /** The port types of a new widget. */
        PORTS("widgets.port_type[]"),
        /** The number of hops that a neighbourhood extends to; may be omitted. */
        HOPS("integer"),
        /** The limit of a search, in widgets; may be omitted. */
        MOST("integer");

        private static final Map<String, Argument> BY_NAME = Arrays.stream(values())
                .collect(Collectors.toUnmodifiableMap(Argument::sqlName, Function.identity()));

        private final String sqlName = name().toLowerCase(Locale.ROOT);
        private final String sqlType;

        Argument(String sqlType) {
            this.sqlType = sqlType;
        }

        /** Returns the argument of this name. */
        public static Optional<Argument> ofSqlName(String name) {
            return Optional.ofNullable(BY_NAME.get(name));
        }

        /** Returns the name of the argument in SQL and JSON, such as {@code serial_number}. */
        public String sqlName() {
            return sqlName;
        }

        /** Returns the type of the argument in SQL, such as {@code widgets.port_type[]}. */
        public String sqlType() {
            return sqlType;
        }

        /** Returns whether the argument has a default in SQL, so that it may be omitted. */
        public boolean isOptional() {
            return this == HOPS || this == MOST;
        }
    }

    private static final Map<String, WidgetFunction> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(WidgetFunction::sqlName, Function.identity()));

    private final String sqlName = name().toLowerCase(Locale.ROOT);
    private final String message;

    @SuppressWarnings("ImmutableEnumChecker") // List.copyOf
    private final List<Argument> arguments;

    private final String call;

    WidgetFunction(String message, Argument... arguments) {
        this.message = message;
        this.arguments = List.copyOf(Arrays.asList(arguments));
        call = "select " + qualifiedName() + "("
                + String.join(", ", Collections.nCopies(arguments.length, "?")) + ")";
    }

    /** Returns the name of the function without its schema, such as {@code add_widget}. */
    public String sqlName() {
        return sqlName;
    }

    /** Returns the name of the function with its schema, such as {@code widgets.add_widget}. */
    public String qualifiedName() {
        return "widgets." + sqlName;
    }

    /**
     * Returns the signature of the function as PostgreSQL writes it, such as
     * {@code widgets.associate_widgets(text,text,widgets.port_type)}.
     */
    public String signature() {
        return arguments.stream()
                .map(Argument::sqlType)
                .collect(Collectors.joining(",", qualifiedName() + "(", ")"));
    }

    /**
     * Returns the statement that calls the function, such as {@code select
     * widgets.remove_widget(?)}.
     */
    public String call() {
        return call;
    }

    /** Returns the arguments of the function in their order. */
    public List<Argument> arguments() {
        return arguments;
    }

    /** Returns the text that the function returns when it is done, or nothing if it only reads. */
    public Optional<String> message() {
        return Optional.of(message).filter(text -> !text.isEmpty());
    }

    /** Returns whether the function changes anything. */
    public boolean writes() {
        return !message.isEmpty();
    }

    /** Returns whether the function searches the graph, which may take seconds. */
    public boolean searches() {
        return this == GET_NEIGHBOURHOOD || this == GET_PATH || this == GET_COMPONENT;
    }

    /** Returns the function of this name, without its schema. */
    public static Optional<WidgetFunction> ofSqlName(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
