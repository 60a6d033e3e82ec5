package dev.widgets;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The registry as it should behave, in memory: every rule written once more, in Java. */
final class RegistryModel {

    /**
     * @param ports sorted letters
     * @param peers for each port the serial number at its other end, "" while it is free
     */
    record State(String ports, List<String> peers) {

        State {
            peers = List.copyOf(peers);
        }

        boolean has(String port, String peer) {
            return place(port, peer) >= 0;
        }

        private int place(String port, String peer) {
            for (int i = 0; i < peers.size(); i++) {
                if (ports.startsWith(port, i) && peers.get(i).equals(peer)) {
                    return i;
                }
            }
            return -1;
        }

        private State replace(String port, String before, String after) {
            List<String> changed = new ArrayList<>(peers);
            changed.set(place(port, before), after);
            return new State(ports, changed);
        }

        @Override
        public String toString() {
            return ports + " " + String.join(",", peers);
        }
    }

    private static final String FREE = "";

    private final Map<String, State> widgets = new TreeMap<>();

    RegistryModel() {}

    RegistryModel(RegistryModel other) {
        widgets.putAll(other.widgets);
    }

    /** What is in a database. */
    static RegistryModel read(Connection connection) throws SQLException {
        RegistryModel registry = new RegistryModel();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "select serial_number, ports, array_replace(peers, null, '') from widgets.widgets")) {
            while (result.next()) {
                String[] peers = (String[]) result.getArray(3).getArray();
                registry.put(result.getString(1), new State(result.getString(2), List.of(peers)));
            }
        }
        return registry;
    }

    /** Adds a widget in this state, or none if it is null. */
    void put(String serialNumber, State state) {
        if (state != null) {
            widgets.put(serialNumber, state);
        }
    }

    /** The state of a widget, null if there is none. */
    State state(String serialNumber) {
        return widgets.get(serialNumber);
    }

    /** The widgets whose serial numbers begin so. */
    RegistryModel only(String prefix) {
        RegistryModel some = new RegistryModel(this);
        some.widgets.keySet().removeIf(serialNumber -> !serialNumber.startsWith(prefix));
        return some;
    }

    /** Every widget, in the order of serial numbers. */
    List<String> table() {
        return widgets.entrySet().stream()
                .map(widget -> widget.getKey() + " " + widget.getValue())
                .toList();
    }

    /** A statement that puts all of it into an empty table. */
    String insert() {
        return "insert into widgets_store.widgets values "
                + widgets.entrySet().stream()
                        .map(widget -> row(widget.getKey(), widget.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private static String row(String serialNumber, State state) {
        String peers = state.peers().stream()
                .map(peer -> peer.equals(FREE) ? "null" : "'" + peer + "'")
                .collect(Collectors.joining(", "));
        return "('" + serialNumber + "', '', '" + state.ports() + "', array[" + peers
                + "]::text[])";
    }

    /**
     * The widgets that a call would write if it is done: those it names, and the peers of one
     * removed.
     */
    Collection<String> touched(Call call) {
        Collection<String> touched = new LinkedHashSet<>(call.serialNumbers());
        State state = widgets.get(call.serialNumbers().get(0));
        if (call.verb() == Call.Verb.REMOVE && state != null) {
            touched.addAll(state.peers());
            touched.remove(FREE);
        }
        return touched;
    }

    /** Performs a call, and answers what should come of it. */
    String apply(Call call) {
        List<String> arguments = call.arguments();
        return switch (call.verb()) {
            case ADD -> add(arguments.get(0), arguments.get(1));
            case REMOVE -> remove(arguments.get(0));
            case ASSOCIATE -> associate(arguments.get(0), arguments.get(1), arguments.get(2));
            case DISSOCIATE -> dissociate(arguments.get(0), arguments.get(1), arguments.get(2));
            case GET ->
                missing(
                        arguments.get(0),
                        "serial_number",
                        String.valueOf(widgets.get(arguments.get(0))));
        };
    }

    private String missing(String serialNumber, String argument, String otherwise) {
        return widgets.containsKey(serialNumber) ? otherwise : "widget_exists " + argument;
    }

    private String add(String serialNumber, String ports) {
        if (widgets.containsKey(serialNumber)) {
            return "serial_number_is_unique serial_number";
        }
        String sorted =
                String.join("", List.of(ports.split("")).stream().sorted().toList());
        widgets.put(
                serialNumber,
                new State(sorted, List.of(FREE, FREE, FREE).subList(0, ports.length())));
        return Call.DONE;
    }

    private String remove(String serialNumber) {
        State removed = widgets.remove(serialNumber);
        if (removed == null) {
            return "widget_exists serial_number";
        }
        for (int i = 0; i < removed.peers().size(); i++) {
            String port = removed.ports().substring(i, i + 1);
            widgets.computeIfPresent(
                    removed.peers().get(i),
                    (peer, state) -> state.replace(port, serialNumber, FREE));
        }
        return Call.DONE;
    }

    private String associate(String one, String other, String port) {
        String refused = pair(one, other);
        if (!refused.equals(Call.DONE)) {
            return refused;
        }
        if (widgets.get(one).has(port, other)) {
            return "association_is_unique_per_port port";
        }
        if (!widgets.get(one).has(port, FREE)) {
            return "port_is_free serial_number";
        }
        if (!widgets.get(other).has(port, FREE)) {
            return "port_is_free peer_serial_number";
        }
        widgets.computeIfPresent(one, (key, state) -> state.replace(port, FREE, other));
        widgets.computeIfPresent(other, (key, state) -> state.replace(port, FREE, one));
        return Call.DONE;
    }

    private String dissociate(String one, String other, String port) {
        String refused = pair(one, other);
        if (!refused.equals(Call.DONE)) {
            return refused;
        }
        if (!widgets.get(one).has(port, other)) {
            return "association_exists port";
        }
        widgets.computeIfPresent(one, (key, state) -> state.replace(port, other, FREE));
        widgets.computeIfPresent(other, (key, state) -> state.replace(port, one, FREE));
        return Call.DONE;
    }

    private String pair(String one, String other) {
        if (one.equals(other)) {
            return "no_self_association peer_serial_number";
        }
        return missing(one, "serial_number", missing(other, "peer_serial_number", Call.DONE));
    }
}
