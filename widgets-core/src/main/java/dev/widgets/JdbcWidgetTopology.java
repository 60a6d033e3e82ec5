package dev.widgets;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls the functions that search the graph, each over a connection of its source. A statement
 * calls its function only for widgets that exist, so that it never raises a refusal, which would
 * abort a transaction of the host.
 */
final class JdbcWidgetTopology implements WidgetTopology {

    private static final String NEIGHBOURHOOD = """
            select n.serial_number, n.name, n.ports, n.peers, n.hop, n.more
            from widgets.widgets w, widgets.get_neighbourhood(w.serial_number, ?, ?) n
            where w.serial_number = ?
            """;

    private static final String PATH = """
            select p.connected, p.serial_numbers, p.ports::text[], p.visited
            from widgets.widgets v, widgets.widgets w,
              widgets.get_path(v.serial_number, w.serial_number, ?) p
            where v.serial_number = ?
              and w.serial_number = ?
            """;

    private static final String COMPONENT = """
            select c.widgets, c.hops, c.more
            from widgets.widgets w, widgets.get_component(w.serial_number, ?) c
            where w.serial_number = ?
            """;

    /** Citus would call the function where the widget is, and there it could not search. */
    private static final String NEIGHBOURHOOD_ALONE = """
            select n.serial_number, n.name, n.ports, n.peers, n.hop, n.more
            from widgets.get_neighbourhood(hops => ?, most => ?, serial_number => ?) n
            """;

    private static final String PATH_ALONE = """
            select p.connected, p.serial_numbers, p.ports::text[], p.visited
            from widgets.get_path(most => ?, serial_number => ?, peer_serial_number => ?) p
            """;

    private static final String COMPONENT_ALONE = """
            select c.widgets, c.hops, c.more
            from widgets.get_component(most => ?, serial_number => ?) c
            """;

    private static final String COUNT =
            "select count(*) from widgets.widgets w where w.serial_number = any (?)";

    private static final int MOST_HOPS = 100;
    private static final int MOST_NEIGHBOURS = 10_000;
    private static final int MOST_VISITED = 1_000_000;

    private final ConnectionSource connections;

    /** Whether Citus distributes the table; null until the first search. */
    private volatile @Nullable Boolean distributed;

    JdbcWidgetTopology(ConnectionSource connections) {
        this.connections = connections;
    }

    @Override
    public Neighbourhood neighbourhood(String serialNumber, int hops, int most) {
        Unicode.check("serial_number", serialNumber);
        checkLimit("hops", hops, 0, MOST_HOPS);
        checkLimit("most", most, 1, MOST_NEIGHBOURS);
        List<Neighbour> neighbours =
                connections.reading(connection -> neighbours(connection, serialNumber, hops, most));
        if (neighbours.isEmpty()) {
            throw noSuchWidget("serial_number", serialNumber);
        }
        return new Neighbourhood(neighbours);
    }

    private List<Neighbour> neighbours(
            Connection connection, String serialNumber, int hops, int most) throws SQLException {
        boolean alone = isDistributed(connection);
        if (alone && !exist(connection, Set.of(serialNumber))) {
            return List.of();
        }
        try (PreparedStatement statement =
                connection.prepareStatement(alone ? NEIGHBOURHOOD_ALONE : NEIGHBOURHOOD)) {
            statement.setInt(1, hops);
            statement.setInt(2, most);
            statement.setString(3, serialNumber);
            List<Neighbour> neighbours = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Widget widget = WidgetReads.widget(rows);
                    neighbours.add(new Neighbour(rows.getInt(5), widget, rows.getBoolean(6)));
                }
            }
            return neighbours;
        }
    }

    @Override
    public Path path(String serialNumber, String peerSerialNumber, int most) {
        Unicode.check("serial_number", serialNumber);
        Unicode.check("peer_serial_number", peerSerialNumber);
        checkLimit("most", most, 1, MOST_VISITED);
        return connections
                .reading(connection -> path(connection, serialNumber, peerSerialNumber, most))
                .orElseThrow(() -> connections
                                .reading(connection -> WidgetReads.find(connection, serialNumber))
                                .isEmpty()
                        ? noSuchWidget("serial_number", serialNumber)
                        : noSuchWidget("peer_serial_number", peerSerialNumber));
    }

    private Optional<Path> path(
            Connection connection, String serialNumber, String peerSerialNumber, int most)
            throws SQLException {
        boolean alone = isDistributed(connection);
        Set<String> ends = new HashSet<>(List.of(serialNumber, peerSerialNumber));
        if (alone && !exist(connection, ends)) {
            return Optional.empty();
        }
        try (PreparedStatement statement = connection.prepareStatement(alone ? PATH_ALONE : PATH)) {
            statement.setInt(1, most);
            statement.setString(2, serialNumber);
            statement.setString(3, peerSerialNumber);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(path(row)) : Optional.empty();
            }
        }
    }

    private static Path path(ResultSet row) throws SQLException {
        int visited = row.getInt(4);
        boolean connected = row.getBoolean(1);
        if (row.wasNull()) {
            return new Path(PathResult.LIMIT_REACHED, List.of(), List.of(), visited);
        }
        if (!connected) {
            return new Path(PathResult.NOT_CONNECTED, List.of(), List.of(), visited);
        }
        List<PortType> ports = texts(row, 3).stream().map(PortType::valueOf).toList();
        return new Path(PathResult.FOUND, texts(row, 2), ports, visited);
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }

    @Override
    public Component component(String serialNumber, int most) {
        Unicode.check("serial_number", serialNumber);
        checkLimit("most", most, 1, MOST_VISITED);
        return connections
                .reading(connection -> component(connection, serialNumber, most))
                .orElseThrow(() -> noSuchWidget("serial_number", serialNumber));
    }

    private Optional<Component> component(Connection connection, String serialNumber, int most)
            throws SQLException {
        boolean alone = isDistributed(connection);
        if (alone && !exist(connection, Set.of(serialNumber))) {
            return Optional.empty();
        }
        try (PreparedStatement statement =
                connection.prepareStatement(alone ? COMPONENT_ALONE : COMPONENT)) {
            statement.setInt(1, most);
            statement.setString(2, serialNumber);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(
                                new Component(row.getInt(1), row.getInt(2), row.getBoolean(3)))
                        : Optional.empty();
            }
        }
    }

    private boolean isDistributed(Connection connection) throws SQLException {
        Boolean known = distributed;
        if (known == null) {
            known = InstalledSchema.isDistributed(connection);
            distributed = known;
        }
        return known;
    }

    private static boolean exist(Connection connection, Set<String> serialNumbers)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
            statement.setArray(1, connection.createArrayOf("text", serialNumbers.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getInt(1) == serialNumbers.size();
            }
        }
    }

    private static void checkLimit(String argument, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw new InvalidInputException(
                    Rule.LIMIT_IS_IN_RANGE,
                    argument,
                    argument + " is " + value + "; it must be from " + lowest + " to " + highest
                            + ".");
        }
    }

    private static NoSuchWidgetException noSuchWidget(String argument, String serialNumber) {
        return new NoSuchWidgetException(
                RefusalDetails.widgetExists(argument, serialNumber), serialNumber);
    }
}
