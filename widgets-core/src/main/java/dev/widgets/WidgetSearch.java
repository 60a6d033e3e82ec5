package dev.widgets;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the widgets that a query selects. The statement contains a condition only if the query has
 * it, so that the planner sees which index fits. Every text of a caller is a parameter.
 */
final class WidgetSearch {

    private static final String SELECT = """
            select serial_number, name, ports, peers
            from widgets.widgets
            where serial_number > ''
            """;

    private static final String HAS_PORT = "and strpos(ports, :port) > 0\n";

    /** The expression of the optional index on free ports, which needs the type as a constant. */
    private static final String HAS_FREE =
            "and substr(ports, array_position(peers, null, strpos(ports, :port)), 1) = :port\n";

    /** The peers are in the row of the widget, so that both are found by the key. */
    private static final String HAS_PEER = """
            and serial_number = any (array(
              select p.peer
              from widgets.widgets w
              cross join lateral unnest(w.peers) with ordinality p (peer, slot)
              where w.serial_number = ?
                and p.peer is not null
            """;

    private static final String PEER_PORT = "and substr(w.ports, p.slot::integer, 1) = :port\n";

    private static final int LONGEST_SERIAL_NUMBER = 255;

    /** Comes after every serial number that begins in the same way. */
    private static final String HIGHEST =
            Character.toString(Character.MAX_CODE_POINT).repeat(LONGEST_SERIAL_NUMBER);

    private final StringBuilder sql = new StringBuilder(SELECT);
    private final List<Object> values = new ArrayList<>();

    private WidgetSearch(WidgetQuery query) {
        WidgetQuery.Filter filter = query.filter();
        query.after()
                .ifPresent(text -> add(
                        query.descending() ? "and serial_number < ?\n" : "and serial_number > ?\n",
                        text));
        filter.serialNumbers()
                .ifPresent(all -> add("and serial_number = any (?)\n", all.toArray(String[]::new)));
        filter.prefix().filter(text -> !text.isEmpty()).ifPresent(text -> {
            add("and serial_number >= ?\n", text);
            add("and serial_number <= ?\n", text + HIGHEST);
        });
        filter.name().ifPresent(text -> add("and name = ?\n", text));
        filter.port().ifPresent(port -> sql.append(of(HAS_PORT, port)));
        filter.free().ifPresent(port -> sql.append(of(HAS_FREE, port)));
        filter.peer().ifPresent(text -> addPeer(text, filter.port()));
        sql.append(
                query.descending() ? "order by serial_number desc\n" : "order by serial_number\n");
        add("limit ?", query.limit());
    }

    private void addPeer(String peer, Optional<PortType> port) {
        add(HAS_PEER, peer);
        port.ifPresent(type -> sql.append(of(PEER_PORT, type)));
        sql.append("))\n");
    }

    private void add(String condition, Object value) {
        sql.append(condition);
        values.add(value);
    }

    private static String of(String condition, PortType port) {
        return condition.replace(":port", "'" + port.name() + "'");
    }

    static List<Widget> list(Connection connection, WidgetQuery query) throws SQLException {
        WidgetSearch search = new WidgetSearch(query);
        try (PreparedStatement statement = connection.prepareStatement(search.sql.toString())) {
            for (int i = 0; i < search.values.size(); i++) {
                Object value = search.values.get(i);
                statement.setObject(
                        i + 1,
                        value instanceof String[] all
                                ? connection.createArrayOf("text", all)
                                : value);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<Widget> page = new ArrayList<>();
                while (rows.next()) {
                    page.add(WidgetReads.widget(rows));
                }
                return page;
            }
        }
    }
}
