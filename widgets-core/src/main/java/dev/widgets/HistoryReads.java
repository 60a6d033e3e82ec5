package dev.widgets;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the history. */
final class HistoryReads {

    /** Each half is read by an index of its own, if there is one. */
    private static final String LIST = """
            select h.done_at, h.operation, h.serial_number, h.peer_serial_number, h.port, h.ports,
              h.name, h.old_name, h.role, h.subject
            from (
              (
                select *
                from widgets.history
                where serial_number = ?
                order by done_at desc
                limit ?
              )
              union all
              (
                select *
                from widgets.history
                where peer_serial_number = ?
                order by done_at desc
                limit ?
              )
            ) h
            order by h.done_at desc
            limit ?
            """;

    private HistoryReads() {}

    static List<WidgetHistory.Entry> list(Connection connection, String serialNumber, int limit)
            throws SQLException {
        List<WidgetHistory.Entry> entries = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(LIST)) {
            statement.setString(1, serialNumber);
            statement.setInt(2, limit);
            statement.setString(3, serialNumber);
            statement.setInt(4, limit);
            statement.setInt(5, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    entries.add(entry(row));
                }
            }
        }
        return entries;
    }

    private static WidgetHistory.Entry entry(ResultSet row) throws SQLException {
        return new WidgetHistory.Entry(
                row.getObject("done_at", OffsetDateTime.class).toInstant(),
                row.getString("operation"),
                row.getString("serial_number"),
                Optional.ofNullable(row.getString("peer_serial_number")),
                Optional.ofNullable(row.getString("port")).map(PortType::valueOf),
                Optional.ofNullable(row.getString("ports")).map(Ports::parse),
                Optional.ofNullable(row.getString("name")),
                Optional.ofNullable(row.getString("old_name")),
                row.getString("role"),
                Optional.ofNullable(row.getString("subject")));
    }
}
