package dev.widgets;

import java.util.Locale;

/** The type of a port. An association connects two ports of the same type. */
public enum PortType {
    P,
    Q,
    R;

    /**
     * Returns the port type that a text names: one letter in upper or lower case, with or without
     * white space around it.
     *
     * @throws InvalidInputException if the text names no port type
     */
    public static PortType parse(String text) {
        return switch (text.strip().toUpperCase(Locale.ROOT)) {
            case "P" -> P;
            case "Q" -> Q;
            case "R" -> R;
            default ->
                throw new InvalidInputException(
                        Rule.PORT_IS_P_Q_OR_R, "port", "port is '" + text + "'.");
        };
    }
}
