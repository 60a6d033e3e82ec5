package dev.widgets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The nodes and edges of a drawing.
 *
 * @param nodes the widgets; a node is named by its index
 * @param edges the associations between them
 */
record DrawnGraph(List<Node> nodes, List<Edge> edges) {

    /**
     * A widget.
     *
     * @param hops the number of hops from the first node
     * @param free the types of its free ports
     * @param leaving the types of its ports that lead to widgets that are not drawn
     */
    record Node(
            String serialNumber,
            Optional<Widget> widget,
            int hops,
            List<PortType> free,
            List<PortType> leaving) {}

    /**
     * An association.
     *
     * @param from the index of a node
     * @param to the index of a later node
     */
    record Edge(int from, int to, PortType port) {}

    static DrawnGraph of(WidgetTopology.Neighbourhood neighbourhood) {
        Map<String, Integer> indexes = new HashMap<>();
        for (WidgetTopology.Neighbour neighbour : neighbourhood.neighbours()) {
            indexes.put(neighbour.widget().serialNumber(), indexes.size());
        }
        List<Node> nodes = new ArrayList<>();
        List<Edge> edges = new ArrayList<>();
        for (WidgetTopology.Neighbour neighbour : neighbourhood.neighbours()) {
            List<PortType> free = new ArrayList<>();
            List<PortType> leaving = new ArrayList<>();
            for (Port port : neighbour.widget().ports()) {
                Optional<Integer> peer = port.peer().map(indexes::get);
                if (port.isFree()) {
                    free.add(port.type());
                } else if (peer.isEmpty()) {
                    leaving.add(port.type());
                } else if (peer.get() > nodes.size()) {
                    edges.add(new Edge(nodes.size(), peer.get(), port.type()));
                }
            }
            nodes.add(new Node(
                    neighbour.widget().serialNumber(),
                    Optional.of(neighbour.widget()),
                    neighbour.hops(),
                    List.copyOf(free),
                    List.copyOf(leaving)));
        }
        return new DrawnGraph(List.copyOf(nodes), List.copyOf(edges));
    }

    static DrawnGraph of(WidgetTopology.Path path) {
        List<Node> nodes = new ArrayList<>();
        List<Edge> edges = new ArrayList<>();
        for (String serialNumber : path.serialNumbers()) {
            if (!nodes.isEmpty()) {
                PortType port = path.ports().get(edges.size());
                edges.add(new Edge(nodes.size() - 1, nodes.size(), port));
            }
            nodes.add(new Node(serialNumber, Optional.empty(), nodes.size(), List.of(), List.of()));
        }
        return new DrawnGraph(List.copyOf(nodes), List.copyOf(edges));
    }
}
