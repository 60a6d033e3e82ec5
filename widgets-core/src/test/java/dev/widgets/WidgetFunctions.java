package dev.widgets;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;

/** The functions of schema widgets, called over a connection as any SQL client would. */
final class WidgetFunctions {

    private final Connection connection;

    WidgetFunctions(Connection connection) {
        this.connection = connection;
    }

    /**
     * The ports are an array as PostgreSQL reads it, such as {@code {P,R}}, or letters: {@code PR}.
     */
    String add(String serialNumber, String name, String ports) throws SQLException {
        return call(
                "select widgets.add_widget(?, ?, ?::widgets.port_type[])",
                serialNumber,
                name,
                array(ports));
    }

    String remove(String serialNumber) throws SQLException {
        return call("select widgets.remove_widget(?)", serialNumber);
    }

    String rename(String serialNumber, String name) throws SQLException {
        return call("select widgets.rename_widget(?, ?)", serialNumber, name);
    }

    String associate(String serialNumber, String peerSerialNumber, String port)
            throws SQLException {
        return call(
                "select widgets.associate_widgets(?, ?, ?::widgets.port_type)",
                serialNumber,
                peerSerialNumber,
                port);
    }

    String dissociate(String serialNumber, String peerSerialNumber, String port)
            throws SQLException {
        return call(
                "select widgets.remove_association(?, ?, ?::widgets.port_type)",
                serialNumber,
                peerSerialNumber,
                port);
    }

    /** The widget as a row of PostgreSQL's text form, such as {@code (a,pump,PR,"{b,NULL}")}. */
    String get(String serialNumber) throws SQLException {
        return call("select widgets.get_widget(?)::text", serialNumber);
    }

    private String call(String sql, String... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return Objects.requireNonNull(result.getString(1));
            }
        }
    }

    private static String array(String ports) {
        return ports == null || !ports.matches("[A-Z]+")
                ? ports
                : "{" + String.join(",", Arrays.asList(ports.split(""))) + "}";
    }
}
