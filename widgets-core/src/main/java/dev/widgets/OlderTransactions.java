package dev.widgets;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * The transactions of a database that are in progress at one moment. One that has begun before a
 * function was replaced may go on to call the old one.
 */
final class OlderTransactions {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** Every transaction holds the lock on its own number, which everybody may see. */
    private static final String RUNNING = """
            select l.virtualtransaction, l.pid
            from pg_catalog.pg_locks l
            join pg_catalog.pg_stat_activity a on a.pid = l.pid
            where l.locktype = 'virtualxid'
              and l.mode = 'ExclusiveLock'
              and l.granted
              and a.datname = current_database()
              and a.usesysid is not null
              and l.pid <> pg_backend_pid()
            """;

    private OlderTransactions() {}

    /**
     * Waits until all transactions have ended that are in progress now.
     *
     * @return the processes of those that are still in progress when the patience ends
     */
    static List<Integer> await(DataSource dataSource, Duration patience) throws SQLException {
        long end = System.nanoTime() + patience.toNanos();
        try (Connection connection = dataSource.getConnection()) {
            Map<String, Integer> older = running(connection);
            while (!older.isEmpty() && System.nanoTime() - end < 0) {
                LockSupport.parkNanos(PAUSE_NANOS);
                older.keySet().retainAll(running(connection).keySet());
            }
            return older.values().stream().sorted().toList();
        }
    }

    private static Map<String, Integer> running(Connection connection) throws SQLException {
        Map<String, Integer> running = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(RUNNING)) {
            while (row.next()) {
                running.put(row.getString(1), row.getInt(2));
            }
        }
        return running;
    }
}
