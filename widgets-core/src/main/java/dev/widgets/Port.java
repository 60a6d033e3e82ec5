package dev.widgets;

import java.util.Optional;

/**
 * A port of a widget.
 *
 * @param type the type of the port
 * @param peer the serial number of the widget at the other end, empty while the port is free
 */
public record Port(PortType type, Optional<String> peer) {

    /** Returns whether the port is free, that is, not part of an association. */
    public boolean isFree() {
        return peer.isEmpty();
    }
}
