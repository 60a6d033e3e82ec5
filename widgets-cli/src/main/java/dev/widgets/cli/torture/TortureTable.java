package dev.widgets.cli.torture;

import dev.widgets.DatabaseError;
import dev.widgets.InstalledSchema;
import dev.widgets.cli.database.DatabaseLock;
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
 * The table of widgets during a torture run, which no other run uses. Only widgets whose serial
 * numbers have the prefix of torture are ever removed.
 */
final class TortureTable implements AutoCloseable {

    /** The letters of "tort". */
    private static final int LOCK = 0x746f7274;

    private static final String IS_ANOTHERS = """
            select exists (select 1 from widgets_store.widgets w where w.serial_number < ?)
              or exists (select 1 from widgets_store.widgets w where w.serial_number >= ?)
            """;

    /** Locks the widgets of torture and their peers, in the order of all locks. */
    private static final String LOCK_WIDGETS = """
            select w.serial_number
            from widgets_store.widgets w
            where (w.serial_number >= ? and w.serial_number < ?)
              or w.serial_number in (
                select p.peer
                from widgets_store.widgets t
                cross join lateral unnest(t.peers) p (peer)
                where t.serial_number >= ? and t.serial_number < ?)
            order by w.serial_number
            for update
            """;

    /** Frees the ports of other widgets, which others may have added meanwhile. */
    private static final String FREE_OTHERS = """
            update widgets_store.widgets w
            set peers = array(
              select case when p.peer >= ? and p.peer < ? then null else p.peer end
              from unnest(w.peers) with ordinality p (peer, slot)
              order by p.slot)
            where not (w.serial_number >= ? and w.serial_number < ?)
              and w.serial_number in (
                select p.peer
                from widgets_store.widgets t
                cross join lateral unnest(t.peers) p (peer)
                where t.serial_number >= ? and t.serial_number < ?)
            """;

    private static final String REMOVE = """
            delete from widgets_store.widgets w
            where w.serial_number >= ? and w.serial_number < ?
            """;

    /** Citus locks no rows of several shards with one statement. */
    private static final String REMOVE_FROM_SHARDS = """
            select widgets_admin.remove_widgets(array(
              select w.serial_number
              from widgets_store.widgets w
              where w.serial_number >= ? and w.serial_number < ?))
            """;

    private static final String FORGET_KEYS =
            "delete from widgets_store.idempotency_keys where key like 'torture-%'";

    private static final String STATES = """
            select w.serial_number, w.name, w.ports, array_replace(w.peers, null, '')
            from widgets_store.widgets w
            where w.serial_number >= ? and w.serial_number < ?
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

    private static final int ATTEMPTS = 5;
    private static final long PAUSE_MILLIS = 50;

    private final DataSource control;
    private final DatabaseLock lock;

    private TortureTable(DataSource control, DatabaseLock lock) {
        this.control = control;
        this.lock = lock;
    }

    /**
     * Locks the table against other runs and removes what earlier runs have left.
     *
     * @throws IllegalStateException if the table must not be used; the message says why
     */
    static TortureTable open(DataSource control) throws SQLException {
        DatabaseLock lock = DatabaseLock.tryAcquire(control, LOCK)
                .orElseThrow(() -> new IllegalStateException(
                        "Another torture run uses this database. Wait until it ends, or stop it."));
        TortureTable table = new TortureTable(control, lock);
        try {
            table.refuseOthers();
            table.clear();
            return table;
        } catch (SQLException | RuntimeException e) {
            table.close();
            throw e;
        }
    }

    private void refuseOthers() throws SQLException {
        try (Connection connection = control.getConnection();
                PreparedStatement statement = connection.prepareStatement(IS_ANOTHERS)) {
            bindBounds(statement);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next() && row.getBoolean(1)) {
                    throw new IllegalStateException(
                            "This database contains widgets whose serial numbers do not start with "
                                    + TortureSerials.PREFIX
                                    + ". Use a database without other widgets. Nothing was"
                                    + " changed.");
                }
            }
        }
    }

    /** Returns whether no other run can have used the table since it was locked. */
    boolean isStillLocked() {
        return lock.isHeld();
    }

    /** Removes the widgets and the idempotency keys of torture runs, and nothing else. */
    void clear() throws SQLException {
        try (Connection connection = control.getConnection()) {
            connection.setAutoCommit(false);
            for (int attempt = 1; !clear(connection, attempt); attempt++) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
    }

    /** Tries to; returns false after a conflict with other transactions. */
    private static boolean clear(Connection connection, int attempt) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (InstalledSchema.isDistributed(connection)) {
                execute(connection, REMOVE_FROM_SHARDS);
            } else {
                execute(connection, LOCK_WIDGETS);
                execute(connection, FREE_OTHERS);
                execute(connection, REMOVE);
            }
            statement.execute(FORGET_KEYS);
            connection.commit();
            return true;
        } catch (SQLException e) {
            if (attempt == ATTEMPTS || !DatabaseError.of(e).isConflict()) {
                throw e;
            }
            return false;
        }
    }

    /** Executes a statement whose parameters are all the bounds of the serial numbers, in turn. */
    private static void execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bindBounds(statement);
            statement.execute();
        }
    }

    private static void bindBounds(PreparedStatement statement) throws SQLException {
        int count = statement.getParameterMetaData().getParameterCount();
        for (int i = 1; i <= count; i += 2) {
            statement.setString(i, TortureSerials.PREFIX);
            statement.setString(i + 1, TortureSerials.END);
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

    /** Returns the widgets of torture runs. */
    Map<String, WidgetState> states() throws SQLException {
        Map<String, WidgetState> states = new TreeMap<>();
        try (Connection connection = control.getConnection();
                PreparedStatement statement = connection.prepareStatement(STATES)) {
            bindBounds(statement);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    List<String> peers =
                            Arrays.asList((String[]) row.getArray(4).getArray());
                    states.put(
                            row.getString(1),
                            WidgetState.of(row.getString(2), row.getString(3), peers));
                }
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

    @Override
    public void close() {
        lock.close();
    }
}
