package dev.widgets.cli.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads the benchmark widgets from the database. */
record Holdings(DataSource dataSource) {

    private static final int FETCH = 10_000;

    private static final String COUNT = """
            select count(*)
            from widgets.widgets
            where serial_number between ? and ?
              and length(serial_number) = ?
              and ports = 'PQR'
            """;

    private static final String ASSOCIATED = """
            select serial_number, peers
            from widgets.widgets
            where serial_number between ? and ?
              and length(serial_number) = ?
              and cardinality(array_remove(peers, null)) > 0
            """;

    private static final String ADDED = """
            select serial_number
            from widgets.widgets
            where serial_number > ?
              and serial_number < ?
              and name = ?
            order by serial_number
            """;

    /** Receives each widget that has peers. */
    @FunctionalInterface
    interface Peers {

        /** Called with the peer of each port, null for a free port. */
        void of(int index, @Nullable String[] peers);
    }

    /** Returns how many of the first seeded widgets exist with the expected ports. */
    int count(int widgets) throws SQLException {
        int[] count = {0};
        read(COUNT, range(widgets), row -> count[0] = row.getInt(1));
        return count[0];
    }

    /** Reads the associated widgets among the first seeded ones. */
    void associated(int widgets, Peers peers) throws SQLException {
        read(ASSOCIATED, range(widgets), row -> {
            int index = BenchSerials.index(row.getString(1));
            if (index > 0) {
                peers.of(index, (@Nullable String[]) row.getArray(2).getArray());
            }
        });
    }

    /** Returns the serial numbers of the widgets that operations have added. */
    List<String> added() throws SQLException {
        List<String> added = new ArrayList<>();
        Object[] arguments = {
            BenchSerials.ADDED, BenchSerials.AFTER_ADDED, BenchSerials.NAME_OF_ADDED
        };
        read(ADDED, arguments, row -> added.add(row.getString(1)));
        return added;
    }

    private static Object[] range(int widgets) {
        String last = BenchSerials.of(widgets);
        return new Object[] {BenchSerials.of(1), last, last.length()};
    }

    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /** Uses a cursor, for which the driver requires a transaction. */
    private void read(String sql, Object[] arguments, RowReader reader) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setFetchSize(FETCH);
                for (int i = 0; i < arguments.length; i++) {
                    statement.setObject(i + 1, arguments[i]);
                }
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        reader.read(rows);
                    }
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }
}
