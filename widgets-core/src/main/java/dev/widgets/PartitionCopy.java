package dev.widgets;

import dev.widgets.WidgetPartitions.ProgressListener;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Copies the widgets into the partitions, in blocks in the order of the key. The highest serial
 * number that was copied tells where to continue, because each block is committed as a whole.
 */
final class PartitionCopy {

    private static final int BLOCK = 50_000;

    /** Reads along the key instead of sorting the rest of the table for each block. */
    private static final String ALONG_THE_KEY = "set local enable_sort = off";

    private static final String COPY = """
            insert into widgets_store.widgets_partitioned (serial_number, name, ports, peers)
            select b.serial_number, b.name, b.ports, b.peers
            from widgets_store.widgets_before b
            where b.serial_number > ?
            order by b.serial_number
            limit ?
            """;

    /** Every serial number is greater than an empty one. */
    private static final String HIGHEST =
            "select coalesce(max(p.serial_number), '') from widgets_store.widgets_partitioned p";

    private static final String TOTAL = "select count(*) from widgets_store.widgets_before";
    private static final String COPIED = "select count(*) from widgets_store.widgets_partitioned";

    private final Connection connection;
    private final ProgressListener listener;

    PartitionCopy(Connection connection, ProgressListener listener) {
        this.connection = connection;
        this.listener = listener;
    }

    void run() {
        try {
            long total = number(TOTAL);
            long copied = number(COPIED);
            listener.progress(copied, total);
            String after = text(HIGHEST);
            for (int block = copy(after); block > 0; block = copy(after)) {
                copied += block;
                listener.progress(copied, total);
                after = text(HIGHEST);
            }
            if (number(COPIED) != total) {
                throw interrupted(
                        "the partitions hold " + number(COPIED) + " widgets, not " + total, null);
            }
        } catch (SQLException e) {
            throw interrupted(new SqlFailure(e, Outcome.Phase.IN_TRANSACTION).describe(), e);
        }
    }

    private static FailedException interrupted(String why, @Nullable SQLException e) {
        return new FailedException(
                "The copy into partitions is not finished: " + why
                        + ". The registry cannot be used until it is: repeat the command to"
                        + " continue, or run widgets partition --cancel to return to the old"
                        + " table.",
                e != null && DatabaseError.of(e).isRetryable(),
                e);
    }

    private int copy(String after) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement setting = connection.createStatement();
                PreparedStatement copy = connection.prepareStatement(COPY)) {
            setting.execute(ALONG_THE_KEY);
            copy.setString(1, after);
            copy.setInt(2, BLOCK);
            int count = copy.executeUpdate();
            connection.commit();
            return count;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private long number(String query) throws SQLException {
        return Long.parseLong(text(query));
    }

    private String text(String query) throws SQLException {
        return PartitionLayout.texts(connection, query).get(0);
    }
}
