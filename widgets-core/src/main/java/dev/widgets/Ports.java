package dev.widgets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The types of the one to three ports of a widget, in alphabetical order: {@code PRP} and
 * {@code PPR} are equal.
 *
 * @param types the port types; the constructor sorts them
 */
public record Ports(List<PortType> types) {

    /**
     * Sorts the port types.
     *
     * @throws InvalidInputException if there are none, or more than three
     */
    public Ports {
        types = types.stream().sorted().toList();
        if (types.isEmpty() || types.size() > 3) {
            throw new InvalidInputException(
                    Rule.WIDGET_HAS_1_TO_3_PORTS,
                    "ports",
                    "ports has " + types.size() + " elements.");
        }
    }

    /**
     * Returns ports of the given types.
     *
     * @throws InvalidInputException if there are none, or more than three
     */
    public static Ports of(PortType... types) {
        return new Ports(Arrays.asList(types));
    }

    /**
     * Returns the ports that a text names: {@code PRR}, {@code prr}, {@code P,R,R} or {@code P R
     * R}.
     *
     * @throws InvalidInputException if there are none, or more than three, or the text contains
     *     anything that is not a port type
     */
    public static Ports parse(String text) {
        List<PortType> types = new ArrayList<>();
        for (int character : text.codePoints().toArray()) {
            if (character != ',' && !Character.isWhitespace(character)) {
                types.add(parse(character, text));
            }
        }
        return new Ports(types);
    }

    private static PortType parse(int character, String text) {
        try {
            return PortType.parse(Character.toString(character));
        } catch (InvalidInputException e) {
            throw new InvalidInputException(
                    Rule.WIDGET_HAS_1_TO_3_PORTS, "ports", "ports is '" + text + "'.");
        }
    }

    /** Returns the letters of the port types, such as {@code PPR}. */
    @Override
    public String toString() {
        return types.stream().map(PortType::name).collect(Collectors.joining());
    }
}
