package dev.widgets;

import java.util.Map;

/**
 * The number of widgets and ports in the registry.
 *
 * @param widgets the number of widgets
 * @param ports the number of ports by type; contains every type
 */
public record WidgetCounts(long widgets, Map<PortType, PortCount> ports) {

    /** Copies the map. */
    public WidgetCounts {
        ports = Map.copyOf(ports);
    }

    /**
     * The number of ports of a type.
     *
     * @param free the number of ports that are free
     * @param taken the number of ports that are part of an association
     */
    public record PortCount(long free, long taken) {}
}
