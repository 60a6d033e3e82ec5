package dev.widgets;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The queries, all over the view {@code widgets.widgets}, and the mapping of their rows. */
final class WidgetReads {

    private static final String FIND =
            "select serial_number, name, ports, peers from widgets.widgets where serial_number = ?";

    private static final String FIND_MANY =
            "select serial_number, name, ports, peers from widgets_admin.find_widgets(?, ?)";

    /** Reads the table once, into a few dozen groups. */
    private static final String COUNT = """
            select ports, peers[1] is not null, peers[2] is not null, peers[3] is not null, count(*)
            from widgets.widgets
            group by 1, 2, 3, 4
            """;

    private WidgetReads() {}

    static Optional<Widget> find(Connection connection, String serialNumber) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setString(1, serialNumber);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(widget(row)) : Optional.empty();
            }
        }
    }

    /**
     * Returns the widgets that exist, by serial number.
     *
     * @param role the role that reads them, or nothing for the user of the connection
     */
    static Map<String, Widget> find(
            Connection connection, Optional<String> role, List<String> serialNumbers)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIND_MANY)) {
            statement.setString(1, role.orElse(null));
            statement.setArray(2, connection.createArrayOf("text", serialNumbers.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                Map<String, Widget> found = new HashMap<>();
                while (row.next()) {
                    Widget widget = widget(row);
                    found.put(widget.serialNumber(), widget);
                }
                return found;
            }
        }
    }

    static WidgetCounts count(Connection connection) throws SQLException {
        long widgets = 0;
        Map<PortType, Long> free = new EnumMap<>(PortType.class);
        Map<PortType, Long> taken = new EnumMap<>(PortType.class);
        try (PreparedStatement statement = connection.prepareStatement(COUNT);
                ResultSet groups = statement.executeQuery()) {
            while (groups.next()) {
                long size = groups.getLong(5);
                widgets += size;
                String ports = groups.getString(1);
                for (int i = 0; i < ports.length(); i++) {
                    Map<PortType, Long> counter = groups.getBoolean(i + 2) ? taken : free;
                    counter.merge(type(ports, i), size, Long::sum);
                }
            }
        }
        Map<PortType, WidgetCounts.PortCount> ports = new EnumMap<>(PortType.class);
        for (PortType type : PortType.values()) {
            ports.put(
                    type,
                    new WidgetCounts.PortCount(
                            free.getOrDefault(type, 0L), taken.getOrDefault(type, 0L)));
        }
        return new WidgetCounts(widgets, ports);
    }

    /** Returns the widget in the first four columns of a row. */
    static Widget widget(ResultSet row) throws SQLException {
        String ports = row.getString(3);
        String[] peers = (String[]) row.getArray(4).getArray();
        List<Port> list = new ArrayList<>(ports.length());
        for (int i = 0; i < ports.length(); i++) {
            list.add(new Port(type(ports, i), Optional.ofNullable(peers[i])));
        }
        return new Widget(row.getString(1), row.getString(2), list);
    }

    private static PortType type(String ports, int index) {
        return PortType.valueOf(ports.substring(index, index + 1));
    }
}
