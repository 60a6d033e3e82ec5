package dev.widgets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The types of the one to three ports of a widget, in the order of the alphabet: {@code PRP} and
 * {@code PPR} are the same ports.
 *
 * @param types the types, sorted; however they are given
 */
public record Ports(List<PortType> types) {

    /**
     * Sorts the types.
     *
     * @throws InvalidInputException if there are none or more than three
     */
    public Ports {
        types = types.stream().sorted().toList();
        if (types.isEmpty() || types.size() > 3) {
            throw new InvalidInputException(
                    Rule.WIDGET_HAS_1_TO_3_PORTS,
                    "A widget has 1 to 3 ports, each P, Q or R, not " + types.size() + ".");
        }
    }

    /**
     * The ports of the given types.
     *
     * @throws InvalidInputException if there are none or more than three
     */
    public static Ports of(PortType... types) {
        return new Ports(Arrays.asList(types));
    }

    /**
     * Reads ports as people write them: {@code PRR}, {@code prr}, {@code P,R,R} or {@code P R R}.
     *
     * @throws InvalidInputException if there are none or more than three, or one is no port type
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
                    Rule.WIDGET_HAS_1_TO_3_PORTS,
                    "A widget has 1 to 3 ports, each P, Q or R, such as PRR, not '" + text + "'.");
        }
    }

    /** The letters of the ports, such as {@code PPR}. */
    @Override
    public String toString() {
        return types.stream().map(PortType::name).collect(Collectors.joining());
    }
}
