package dev.widgets;

import java.util.Locale;

/** The types of ports. Two widgets are associated through a free port of the same type on each. */
public enum PortType {
    P,
    Q,
    R;

    /**
     * Reads a port type as people write it: one letter, in either case, with white space around it.
     *
     * @throws InvalidInputException if it is no port type
     */
    public static PortType parse(String text) {
        return switch (text.strip().toUpperCase(Locale.ROOT)) {
            case "P" -> P;
            case "Q" -> Q;
            case "R" -> R;
            default ->
                throw new InvalidInputException(
                        Rule.PORT_IS_P_Q_OR_R, "A port type is P, Q or R, not '" + text + "'.");
        };
    }
}
