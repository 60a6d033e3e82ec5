package dev.widgets.cli.torture;

import dev.widgets.DatabaseError;
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

    /** The lock ends with its transaction, also behind a pooler. */
    private static final String TRY_LOCK = "select pg_try_advisory_xact_lock(" + LOCK + ", 0)";

    private static final String NO_IDLE_TIMEOUT =
            "set local idle_in_transaction_session_timeout = 0";

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
    private final Connection session;

    private TortureTable(DataSource control, Connection session) {
        this.control = control;
        this.session = session;
    }

    /**
     * Locks the table against other runs and removes what earlier runs have left.
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
            new TortureTable(control, session).close();
            throw e;
        }
    }

    /** A transaction of the session holds the lock, so it ends with the process. */
    private void refuse() throws SQLException {
        session.setAutoCommit(false);
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
        try (Statement statement = session.createStatement()) {
            statement.execute(NO_IDLE_TIMEOUT);
        }
    }

    /** Returns whether no other run can have used the table since it was locked. */
    boolean isStillLocked() {
        try (Statement statement = session.createStatement()) {
            statement.execute("select 1");
            return true;
        } catch (SQLException e) {
            return false;
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
            execute(connection, LOCK_WIDGETS);
            execute(connection, FREE_OTHERS);
            execute(connection, REMOVE);
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
                    List<String> peers = Arrays.asList((String[]) row.getArray(4).getArray());
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

    /** Releases the lock; the server may have terminated the session already. */
    @Override
    public void close() {
        try (Connection closing = session) {
            closing.rollback();
            closing.setAutoCommit(true);
        } catch (SQLException e) {
            // it is closed already
        }
    }
}
