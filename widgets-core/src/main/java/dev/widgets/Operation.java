package dev.widgets;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A call of one of the four functions that write.
 *
 * @param kind which
 * @param serialNumber its first argument
 * @param peerSerialNumber the second, where it is one
 * @param port the port type, where there is one
 * @param name the name of a widget to be added
 * @param ports its ports
 */
record Operation(
        Kind kind,
        String serialNumber,
        Optional<String> peerSerialNumber,
        Optional<PortType> port,
        Optional<String> name,
        Optional<Ports> ports) {

    /** The four. */
    enum Kind {
        ADD("add_widget", "select widgets.add_widget(?, ?, ?)"),
        REMOVE("remove_widget", "select widgets.remove_widget(?)"),
        ASSOCIATE("associate_widgets", "select widgets.associate_widgets(?, ?, ?)"),
        DISSOCIATE("remove_association", "select widgets.remove_association(?, ?, ?)");

        private final String function;
        private final String sql;

        Kind(String function, String sql) {
            this.function = function;
            this.sql = sql;
        }

        /** The name of the function. */
        String function() {
            return function;
        }
    }

    static Operation add(String serialNumber, String name, Ports ports) {
        return new Operation(
                Kind.ADD,
                Unicode.check("serial number", serialNumber),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Unicode.check("name", name)),
                Optional.of(ports));
    }

    static Operation remove(String serialNumber) {
        return new Operation(
                Kind.REMOVE,
                Unicode.check("serial number", serialNumber),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Operation associate(String serialNumber, String peerSerialNumber, PortType port) {
        return onPair(Kind.ASSOCIATE, serialNumber, peerSerialNumber, port);
    }

    static Operation dissociate(String serialNumber, String peerSerialNumber, PortType port) {
        return onPair(Kind.DISSOCIATE, serialNumber, peerSerialNumber, port);
    }

    private static Operation onPair(
            Kind kind, String serialNumber, String peerSerialNumber, PortType port) {
        return new Operation(
                kind,
                Unicode.check("serial number", serialNumber),
                Optional.of(Unicode.check("peer serial number", peerSerialNumber)),
                Optional.of(port),
                Optional.empty(),
                Optional.empty());
    }

    /** The call of the function for this one alone. */
    String sql() {
        return kind.sql;
    }

    /** Texts are sent without a type, so that the server takes them for what the function wants. */
    void bind(PreparedStatement statement) throws SQLException {
        statement.setString(1, serialNumber);
        if (peerSerialNumber.isPresent()) {
            statement.setObject(2, peerSerialNumber.get(), Types.OTHER);
            statement.setObject(3, port.orElseThrow().name(), Types.OTHER);
        } else if (ports.isPresent()) {
            statement.setObject(2, name.orElseThrow(), Types.OTHER);
            statement.setObject(3, array(ports.get()), Types.OTHER);
        }
    }

    private static String array(Ports ports) {
        return ports.types().stream()
                .map(PortType::name)
                .collect(Collectors.joining(",", "{", "}"));
    }
}
