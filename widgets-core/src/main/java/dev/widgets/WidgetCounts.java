package dev.widgets;

import java.util.Map;

/**
 * How many widgets and ports there are in all.
 *
 * @param widgets the number of widgets
 * @param ports the number of ports by type; every type is there
 */
public record WidgetCounts(long widgets, Map<PortType, PortCount> ports) {

    /** Copies the map. */
    public WidgetCounts {
        ports = Map.copyOf(ports);
    }

    /**
     * How many ports of a type there are.
     *
     * @param free the ports that are part of no association
     * @param taken the ports that are
     */
    public record PortCount(long free, long taken) {}
}
