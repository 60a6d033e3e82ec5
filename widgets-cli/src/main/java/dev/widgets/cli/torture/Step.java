package dev.widgets.cli.torture;

import java.util.Optional;

/**
 * An operation that a client requests. Unused components are empty.
 *
 * @param action its kind
 * @param serialNumber the widget
 * @param peer the other widget
 * @param ports the port letters of a widget to add, or the port type
 * @param name the name of a widget to add
 */
record Step(Action action, String serialNumber, String peer, String ports, String name) {

    private static final int MOST_PORTS = 3;

    static Step add(String serialNumber, String name, String ports) {
        return new Step(Action.ADD, serialNumber, "", ports, name);
    }

    static Step remove(String serialNumber) {
        return new Step(Action.REMOVE, serialNumber, "", "", "");
    }

    static Step associate(String serialNumber, String peer, String port) {
        return new Step(Action.ASSOCIATE, serialNumber, peer, port, "");
    }

    static Step dissociate(String serialNumber, String peer, String port) {
        return new Step(Action.DISSOCIATE, serialNumber, peer, port, "");
    }

    static Step find(String serialNumber) {
        return new Step(Action.FIND, serialNumber, "", "", "");
    }

    /** Returns the rule that refuses it whatever the state of the registry. */
    Optional<String> forbiddenBy() {
        if (TortureSerials.isTooLong(serialNumber) || TortureSerials.isTooLong(peer)) {
            return Optional.of("serial_number_has_1_to_255_characters");
        }
        if (TortureSerials.isTooLong(name)) {
            return Optional.of("name_has_at_most_255_characters");
        }
        if (action == Action.ADD && !ports.matches("[PQR]{1," + MOST_PORTS + "}")) {
            return Optional.of("widget_has_1_to_3_ports");
        }
        if (!peer.isEmpty() && !ports.matches("[PQR]")) {
            return Optional.of("port_is_p_q_or_r");
        }
        return peer.equals(serialNumber) ? Optional.of("no_self_association") : Optional.empty();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(action.word());
        for (String argument : new String[] {serialNumber, peer, ports, name}) {
            text.append(argument.isEmpty() ? "" : " " + argument);
        }
        return text.toString();
    }
}
