package dev.widgets;

import java.util.Optional;

/**
 * A port of a widget.
 *
 * @param type its type
 * @param peer the serial number of the widget at its other end, empty while the port is free
 */
public record Port(PortType type, Optional<String> peer) {

    /** Whether the port is not part of an association. */
    public boolean isFree() {
        return peer.isEmpty();
    }
}
