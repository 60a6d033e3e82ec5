package dev.widgets.cli.serve;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads result rows as text. */
final class TextRows {

    private TextRows() {}

    /** Returns the first row, or an array without elements if there is no row. */
    static @Nullable String[] first(PreparedStatement statement) throws SQLException {
        List<@Nullable String[]> rows = all(statement);
        return rows.isEmpty() ? new @Nullable String[0] : rows.get(0);
    }

    static List<@Nullable String[]> all(PreparedStatement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            return all(result);
        }
    }

    static List<@Nullable String[]> all(ResultSet result) throws SQLException {
        List<@Nullable String[]> rows = new ArrayList<>();
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
            @Nullable String[] row = new @Nullable String[columns];
            for (int i = 0; i < columns; i++) {
                row[i] = result.getString(i + 1);
            }
            rows.add(row);
        }
        return rows;
    }
}
