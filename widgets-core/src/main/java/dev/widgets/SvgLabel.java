package dev.widgets;

import java.util.stream.Collectors;

/**
 * The box of a widget in a picture.
 *
 * @param title the whole serial number and name, for the reader who points at the box
 * @param text the serial number, shortened
 * @param name the name, shortened; empty where there is no room for names
 * @param textWidth the width of the serial number
 * @param nameWidth the width of the name
 */
record SvgLabel(String title, String text, String name, double textWidth, double nameWidth) {

    /** Pictures with more widgets than this show no names. */
    static final int MOST_WITH_NAMES = 40;

    private static final int MOST_COLUMNS = 22;
    private static final double COLUMN = 7.3;
    private static final double NAME_COLUMN = 6.1;
    private static final double PADDING = 16;

    static SvgLabel of(DrawnGraph.Node node, boolean named) {
        String serialNumber = Drawing.visible(node.serialNumber());
        String fullName =
                node.widget().map(widget -> Drawing.visible(widget.name())).orElse("");
        String ports = node.widget()
                .map(widget -> widget.ports().stream()
                        .map(port -> port.type().name())
                        .collect(Collectors.joining()))
                .orElse("");
        String title = serialNumber
                + (fullName.isEmpty() ? "" : ", " + fullName)
                + (ports.isEmpty() ? "" : ", ports " + ports);
        String text = shortened(serialNumber);
        String name = named ? shortened(fullName) : "";
        return new SvgLabel(title, text, name, columns(text) * COLUMN, columns(name) * NAME_COLUMN);
    }

    /** The start and the end of a long text, because serial numbers differ at their ends. */
    private static String shortened(String text) {
        if (columns(text) <= MOST_COLUMNS) {
            return text;
        }
        int[] characters = text.codePoints().toArray();
        int half = MOST_COLUMNS / 2;
        int head = 0;
        for (int columns = 0; columns + width(characters[head]) <= half; head++) {
            columns += width(characters[head]);
        }
        int tail = characters.length;
        for (int columns = 0; columns + width(characters[tail - 1]) < half; tail--) {
            columns += width(characters[tail - 1]);
        }
        return new String(characters, 0, head) + "\u2026"
                + new String(characters, tail, characters.length - tail);
    }

    private static int columns(String text) {
        return text.codePoints().map(SvgLabel::width).sum();
    }

    private static int width(int character) {
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = character >= 0x1F000
                || (character >= 0x1100 && character <= 0x115F)
                || (character >= 0x2E80 && character <= 0xA4CF)
                || (character >= 0xAC00 && character <= 0xD7A3)
                || (character >= 0xF900 && character <= 0xFAFF)
                || (character >= 0xFF00 && character <= 0xFF60);
        return wide ? 2 : 1;
    }

    RingLayout.Box box() {
        return new RingLayout.Box(
                Math.max(30, Math.max(textWidth, nameWidth) + PADDING), name.isEmpty() ? 24 : 38);
    }

    /** The room that the box takes with short lines around it. */
    RingLayout.Box room(double around) {
        return new RingLayout.Box(box().width() + 2 * around, box().height() + 2 * around);
    }

    /** The distance from the middle of the box to its border in a direction. */
    double border(double angle) {
        double horizontal = Math.abs(Math.cos(angle));
        double vertical = Math.abs(Math.sin(angle));
        return Math.min(
                horizontal < 1e-9 ? Double.MAX_VALUE : box().width() / 2 / horizontal,
                vertical < 1e-9 ? Double.MAX_VALUE : box().height() / 2 / vertical);
    }
}
