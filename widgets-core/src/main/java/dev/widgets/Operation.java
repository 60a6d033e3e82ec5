package dev.widgets;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A call of one of the functions that write.
 *
 * @param function the function
 * @param serialNumber the serial number of the widget, or of the first of two
 * @param peerSerialNumber the serial number of the second widget, if the function takes two
 * @param port the port type of an association
 * @param name the name of a new widget, or the new name of a widget
 * @param ports the ports of a new widget
 */
record Operation(
        WidgetFunction function,
        String serialNumber,
        Optional<String> peerSerialNumber,
        Optional<PortType> port,
        Optional<String> name,
        Optional<Ports> ports) {

    static Operation add(String serialNumber, String name, Ports ports) {
        return new Operation(
                WidgetFunction.ADD_WIDGET,
                Unicode.check("serial_number", serialNumber),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Unicode.check("name", name)),
                Optional.of(ports));
    }

    static Operation remove(String serialNumber) {
        return new Operation(
                WidgetFunction.REMOVE_WIDGET,
                Unicode.check("serial_number", serialNumber),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Operation rename(String serialNumber, String name) {
        return new Operation(
                WidgetFunction.RENAME_WIDGET,
                Unicode.check("serial_number", serialNumber),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Unicode.check("name", name)),
                Optional.empty());
    }

    static Operation associate(String serialNumber, String peerSerialNumber, PortType port) {
        return onPair(WidgetFunction.ASSOCIATE_WIDGETS, serialNumber, peerSerialNumber, port);
    }

    static Operation dissociate(String serialNumber, String peerSerialNumber, PortType port) {
        return onPair(WidgetFunction.REMOVE_ASSOCIATION, serialNumber, peerSerialNumber, port);
    }

    private static Operation onPair(
            WidgetFunction function, String serialNumber, String peerSerialNumber, PortType port) {
        return new Operation(
                function,
                Unicode.check("serial_number", serialNumber),
                Optional.of(Unicode.check("peer_serial_number", peerSerialNumber)),
                Optional.of(port),
                Optional.empty(),
                Optional.empty());
    }

    /** Returns the statement that calls the function. */
    String sql() {
        return function.call();
    }

    /**
     * Binds the arguments; texts without a type, so that the server infers the function's types.
     */
    void bind(PreparedStatement statement) throws SQLException {
        statement.setString(1, serialNumber);
        if (peerSerialNumber.isPresent()) {
            statement.setObject(2, peerSerialNumber.get(), Types.OTHER);
            statement.setObject(3, port.orElseThrow().name(), Types.OTHER);
        } else if (name.isPresent()) {
            statement.setObject(2, name.get(), Types.OTHER);
            if (ports.isPresent()) {
                statement.setObject(3, array(ports.get()), Types.OTHER);
            }
        }
    }

    private static String array(Ports ports) {
        return ports.types().stream()
                .map(PortType::name)
                .collect(Collectors.joining(",", "{", "}"));
    }
}
