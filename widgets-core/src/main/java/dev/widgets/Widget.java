package dev.widgets;

import java.util.List;

/**
 * A widget as it was when it was read.
 *
 * @param serialNumber the serial number, which identifies the widget; 1 to 255 characters (Unicode
 *     code points)
 * @param name the name, which need not be unique; 0 to 255 characters
 * @param ports the one to three ports, ordered by type
 */
public record Widget(String serialNumber, String name, List<Port> ports) {

    /** Copies the list of ports. */
    public Widget {
        ports = List.copyOf(ports);
    }
}
