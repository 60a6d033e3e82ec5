package dev.widgets.cli.torture;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * The table of widgets during a torture run: it contains no other widgets, and no other run uses
 * it.
 */
final class TortureTable implements AutoCloseable {

    /** The letters of "tort". */
    private static final int LOCK = 0x746f7274;

    private static final String TRY_LOCK = "select pg_try_advisory_lock(" + LOCK + ", 0)";

    private static final String IS_ANOTHERS = """
            select exists (select 1 from widgets_store.widgets w where w.serial_number < ?)
              or exists (select 1 from widgets_store.widgets w where w.serial_number >= ?)
            """;

    private static final String CLEAR = "delete from widgets_store.widgets";

    private static final String FORGET_KEYS =
            "delete from widgets_store.idempotency_keys where key like 'torture-%'";

    private static final String STATES = """
            select w.serial_number, w.name, w.ports, array_replace(w.peers, null, '')
            from widgets_store.widgets w
            """;

    private static final String DEADLOCKS =
            "select deadlocks from pg_stat_database where datname = current_database()";

    private static final String BACKENDS = """
            select count(*)
            from pg_stat_activity
            where application_name = ? and datname = current_database()
            """;

    private static final String TERMINATE = """
            select count(pg_terminate_backend(pid))
            from pg_stat_activity
            where application_name = ? and datname = current_database()
            """;

    private static final long PAUSE_MILLIS = 50;

    private final DataSource control;
    private final Connection session;

    private TortureTable(DataSource control, Connection session) {
        this.control = control;
        this.session = session;
    }

    /**
     * Locks the table against other runs and empties it.
     *
     * @throws IllegalStateException if the table must not be used; the message says why
     */
    static TortureTable open(DataSource control) throws SQLException {
        Connection session = control.getConnection();
        try {
            TortureTable table = new TortureTable(control, session);
            table.refuse();
            table.clear();
            return table;
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** The session holds the lock, so it ends with the process. */
    private void refuse() throws SQLException {
        if (!isTrue(TRY_LOCK)) {
            throw new IllegalStateException(
                    "Another torture run uses this database. Wait until it ends, or stop it.");
        }
        if (isTrue(IS_ANOTHERS, TortureSerials.PREFIX, TortureSerials.END)) {
            throw new IllegalStateException(
                    "This database contains widgets whose serial numbers do not start with "
                            + TortureSerials.PREFIX
                            + ". Use a database without other widgets. Nothing was changed.");
        }
    }

    private boolean isTrue(String sql, String... arguments) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Removes all widgets and the idempotency keys of torture runs. */
    void clear() throws SQLException {
        try (Connection connection = control.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(CLEAR);
            statement.execute(FORGET_KEYS);
        }
    }

    /** Returns the number of deadlocks that the server has counted. */
    long deadlocks() throws SQLException {
        try (Connection connection = control.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(DEADLOCKS)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** Returns all widgets. */
    Map<String, WidgetState> states() throws SQLException {
        Map<String, WidgetState> states = new TreeMap<>();
        try (Connection connection = control.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(STATES)) {
            while (row.next()) {
                List<String> peers = Arrays.asList((String[]) row.getArray(4).getArray());
                states.put(
                        row.getString(1),
                        WidgetState.of(row.getString(2), row.getString(3), peers));
            }
        }
        return states;
    }

    /** Waits until no connection of a torture run is left; terminates those that take longer. */
    void awaitQuiet(long patienceMillis) throws SQLException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        while (backends() > 0) {
            if (System.nanoTime() > end) {
                run(TERMINATE);
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private long backends() throws SQLException {
        return run(BACKENDS);
    }

    private long run(String sql) throws SQLException {
        try (Connection connection = control.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, Login.APPLICATION);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    /** Releases the lock; the server may have terminated the session already. */
    @Override
    public void close() {
        try {
            session.close();
        } catch (SQLException e) {
            // it is closed already
        }
    }
}
