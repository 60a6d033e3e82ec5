package dev.widgets.cli.graph;

import dev.widgets.Port;
import dev.widgets.PortType;
import dev.widgets.Widget;
import dev.widgets.WidgetTopology.Neighbour;
import dev.widgets.WidgetTopology.Neighbourhood;
import dev.widgets.cli.console.TerminalText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A neighbourhood as a tree of lines: each widget below the one that led to it, with its ports. A
 * widget to which several ways lead has its line on one of them; the other ones name it.
 */
final class NeighbourhoodTree {

    /** The association that led to a widget. */
    private record Step(String parent, PortType port) {}

    private final Map<String, Neighbour> neighbours = new HashMap<>();
    private final Map<String, Step> steps = new HashMap<>();
    private final StringBuilder lines = new StringBuilder();

    private NeighbourhoodTree(Neighbourhood neighbourhood) {
        for (Neighbour neighbour : neighbourhood.neighbours()) {
            neighbours.put(neighbour.widget().serialNumber(), neighbour);
        }
        for (Neighbour neighbour : neighbourhood.neighbours()) {
            Widget widget = neighbour.widget();
            for (Port port : widget.ports()) {
                port.peer()
                        .filter(peer -> neighbours.containsKey(peer)
                                && neighbours.get(peer).hops() > neighbour.hops())
                        .ifPresent(peer -> steps.putIfAbsent(
                                peer, new Step(widget.serialNumber(), port.type())));
            }
        }
    }

    static String of(Neighbourhood neighbourhood) {
        NeighbourhoodTree tree = new NeighbourhoodTree(neighbourhood);
        tree.widget(neighbourhood.centre(), "");
        return tree.lines.toString();
    }

    private void widget(Widget widget, String indent) {
        String name = TerminalText.of(widget.name());
        lines.append(TerminalText.of(widget.serialNumber()))
                .append(name.isEmpty() ? "" : "  " + name)
                .append('\n');
        List<Port> ports = widget.ports().stream()
                .filter(port -> !ledTo(widget.serialNumber(), port))
                .toList();
        for (int i = 0; i < ports.size(); i++) {
            boolean last = i == ports.size() - 1;
            lines.append(indent)
                    .append(last ? "\u2514\u2500 " : "\u251c\u2500 ")
                    .append(ports.get(i).type())
                    .append("  ");
            port(widget, ports.get(i), indent + (last ? "   " : "\u2502  "));
        }
    }

    /** Whether a port is the one through which its widget was reached. */
    private boolean ledTo(String serialNumber, Port port) {
        return port.peer()
                .map(peer -> new Step(peer, port.type()).equals(steps.get(serialNumber)))
                .orElse(false);
    }

    private void port(Widget widget, Port port, String indent) {
        if (port.isFree()) {
            lines.append("free\n");
            return;
        }
        String peer = port.peer().orElseThrow();
        Neighbour neighbour = neighbours.get(peer);
        if (neighbour == null) {
            lines.append(TerminalText.of(peer)).append(" ...\n");
        } else if (new Step(widget.serialNumber(), port.type()).equals(steps.get(peer))) {
            widget(neighbour.widget(), indent);
        } else {
            lines.append('(').append(TerminalText.of(peer)).append(")\n");
        }
    }
}
