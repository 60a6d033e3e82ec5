package dev.widgets;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The texts that some migrations had before the first version was published. They differ from the
 * present ones in what they say, or drop functions that the next release drops; a database that ran
 * them becomes the same by the later migrations, as {@code UpgradeTest} checks. So their checksums
 * are replaced by the present ones. Any other difference remains an error.
 */
final class EarlierMigrations {

    /** The checksums of the earlier texts, by version. */
    private static final Map<String, Set<Integer>> CHECKSUMS = Map.of(
            "1", Set.of(-1791636906),
            "2", Set.of(-2035068988),
            "3", Set.of(230464742),
            "4", Set.of(2107901948));

    private static final String RAN = """
            select version, checksum
            from widgets_store.schema_history
            where version is not null
              and checksum is not null
            """;

    private static final String REPLACE = """
            update widgets_store.schema_history
            set checksum = ?
            where version = ?
            """;

    private EarlierMigrations() {}

    /** Replaces the checksums of earlier texts in the history, which must be there. */
    static void adopt(Connection connection) throws SQLException {
        Map<String, Integer> present = SqlScripts.checksums();
        Map<String, Integer> replaced = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(RAN)) {
            while (row.next()) {
                String version = row.getString(1);
                Integer now = present.get(version);
                if (now != null
                        && CHECKSUMS.getOrDefault(version, Set.of()).contains(row.getInt(2))) {
                    replaced.put(version, now);
                }
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(REPLACE)) {
            for (Map.Entry<String, Integer> one : replaced.entrySet()) {
                statement.setInt(1, one.getValue());
                statement.setString(2, one.getKey());
                statement.executeUpdate();
            }
        }
    }
}
