package dev.widgets;

import java.util.List;

/**
 * A widget as it was when it was read.
 *
 * @param serialNumber its identity, 1 to 255 code points
 * @param name its name, not unique, 0 to 255 code points
 * @param ports its one to three ports, in the order of their types
 */
public record Widget(String serialNumber, String name, List<Port> ports) {

    /** Copies the list of ports. */
    public Widget {
        ports = List.copyOf(ports);
    }
}
