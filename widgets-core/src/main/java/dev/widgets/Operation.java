package dev.widgets;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;

/**
 * A call of one of the four functions that write.
 *
 * @param sql the call
 * @param serialNumber its first argument
 * @param peerSerialNumber the second, where it is one
 * @param port the port type, where there is one
 * @param others what is bound after the serial numbers, as the database is to read it
 */
record Operation(
        String sql,
        String serialNumber,
        Optional<String> peerSerialNumber,
        Optional<PortType> port,
        List<String> others) {

    private static final String ADD = "select widgets.add_widget(?, ?, ?)";
    private static final String REMOVE = "select widgets.remove_widget(?)";
    private static final String ASSOCIATE = "select widgets.associate_widgets(?, ?, ?)";
    private static final String DISSOCIATE = "select widgets.remove_association(?, ?, ?)";

    static Operation add(String serialNumber, String name, Ports ports) {
        StringBuilder array = new StringBuilder("{");
        for (PortType type : ports.types()) {
            array.append(array.length() == 1 ? "" : ",").append(type);
        }
        return new Operation(
                ADD,
                Unicode.check("serial number", serialNumber),
                Optional.empty(),
                Optional.empty(),
                List.of(Unicode.check("name", name), array.append('}').toString()));
    }

    static Operation remove(String serialNumber) {
        return new Operation(
                REMOVE,
                Unicode.check("serial number", serialNumber),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    static Operation associate(String serialNumber, String peerSerialNumber, PortType port) {
        return onPair(ASSOCIATE, serialNumber, peerSerialNumber, port);
    }

    static Operation dissociate(String serialNumber, String peerSerialNumber, PortType port) {
        return onPair(DISSOCIATE, serialNumber, peerSerialNumber, port);
    }

    private static Operation onPair(
            String sql, String serialNumber, String peerSerialNumber, PortType port) {
        return new Operation(
                sql,
                Unicode.check("serial number", serialNumber),
                Optional.of(Unicode.check("peer serial number", peerSerialNumber)),
                Optional.of(port),
                List.of(peerSerialNumber, port.name()));
    }

    /** Texts are sent without a type, so that the server takes them for what the function wants. */
    void bind(PreparedStatement statement) throws SQLException {
        statement.setString(1, serialNumber);
        for (int i = 0; i < others.size(); i++) {
            statement.setObject(i + 2, others.get(i), Types.OTHER);
        }
    }
}
