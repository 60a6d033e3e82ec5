package dev.widgets.cli.serve;

import dev.widgets.DatabaseError;
import dev.widgets.WidgetHistory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Monitors the database over a separate connection, to notice at once when it is lost, when it is
 * available again, when its schema changes, and whether it accepts writes. While it is lost,
 * requests fail without waiting.
 *
 * <p>While the database is read-only, every check opens a new connection: the address of the
 * primary may lead to another server by then.
 */
final class DatabaseWatch implements AutoCloseable, Runnable {

    private static final Logger LOGGER = LoggerFactory.getLogger(DatabaseWatch.class);

    private static final int FIRST_CHECK_SECONDS = 5;
    private static final int LISTENING_MILLIS = 250;
    private static final long RETRY_NANOS = 250_000_000;
    private static final int LISTENINGS_A_CHECK = 40;
    private static final int LISTENINGS_A_CHECK_READ_ONLY = 8;

    /** What happens to the database, called by the thread of the monitor. */
    interface Listener {

        /** A notice for the operator. */
        void notice(String text);

        /** The database has become read-only or writable: new connections are needed. */
        void serverChanged();

        /** The history of operations is on, or off. */
        void historyIs(boolean on);

        /** Somebody has asked for the configuration to be read again. */
        void reloadConfiguration();
    }

    private final DataSource database;
    private final Listener listener;
    private final Thread thread = new Thread(this, "database-watch");
    private final CountDownLatch checked = new CountDownLatch(1);
    private volatile @Nullable String trouble;
    private volatile boolean unreachable;
    private volatile boolean readOnly;
    private volatile boolean wasWritable;
    private volatile double replayLag = Double.NaN;
    private volatile boolean suspected;
    private volatile boolean closed;
    private boolean failed;

    /**
     * Creates a monitor that is not started yet.
     *
     * @param database opens connections, with short time limits
     * @param listener hears of what happens
     */
    DatabaseWatch(DataSource database, Listener listener) {
        this.database = database;
        this.listener = listener;
        thread.setDaemon(true);
    }

    /**
     * Starts the monitor. Waits up to five seconds for its first check, so that the service knows
     * from its first request on whether the database accepts writes.
     */
    void start() {
        thread.start();
        try {
            if (!checked.await(FIRST_CHECK_SECONDS, TimeUnit.SECONDS)) {
                LOGGER.info("The first check of the database is still in progress");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether calls of the database are pointless at the moment. */
    boolean isUnreachable() {
        return unreachable;
    }

    /** Returns whether the database accepts no writes. */
    boolean isReadOnly() {
        return readOnly;
    }

    /** Returns by how many seconds a standby lagged at the last check, NaN for a primary. */
    double replayLag() {
        return replayLag;
    }

    /** Returns why the service is not ready, or null if it is. */
    @Nullable
    String trouble() {
        return trouble;
    }

    /**
     * Returns whether a write failed because the server has become a standby, or the address of the
     * primary leads to another server.
     */
    boolean isDemotion(Throwable failure) {
        boolean demoted = wasWritable
                && DatabaseError.causeOf(failure)
                        .filter(kind -> kind == DatabaseError.READ_ONLY)
                        .isPresent();
        if (demoted) {
            suspect();
        }
        return demoted;
    }

    /** Requests a check of the database, after a call of it has failed. */
    void suspect() {
        suspected = true;
        LockSupport.unpark(thread);
    }

    /** Ends only when the monitor is closed, whatever is thrown. */
    @Override
    public void run() {
        while (!closed) {
            try {
                watch();
            } catch (Throwable e) {
                if (!failed) {
                    failed = true;
                    LOGGER.error("The monitor of the database failed and goes on", e);
                }
                checked.countDown();
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    private void watch() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            boolean nowReadOnly = Catalogue.isReadOnly(connection);
            replayLag = nowReadOnly ? Catalogue.replayLag(connection) : Double.NaN;
            listen(statement);
            found(connection, nowReadOnly);
            watch(connection, nowReadOnly);
        } catch (SQLException e) {
            lost(e);
            checked.countDown();
            LockSupport.parkNanos(RETRY_NANOS);
        }
    }

    /** Standbys refuse to listen; their changes are noticed at the next check. */
    private static void listen(Statement statement) throws SQLException {
        try {
            statement.execute("listen pgrst");
        } catch (SQLException e) {
            if (DatabaseError.of(e).isUnreachable()) {
                throw e;
            }
        }
    }

    /** Returns when a new connection is needed. */
    private void watch(Connection connection, boolean begunReadOnly) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        int every = begunReadOnly ? LISTENINGS_A_CHECK_READ_ONLY : LISTENINGS_A_CHECK;
        for (int i = 1; !closed; i++) {
            PGNotification[] heard = postgres.getNotifications(LISTENING_MILLIS);
            boolean changed = heard != null && heard.length > 0;
            if (changed) {
                hear(heard);
            }
            if (changed || suspected || i % every == 0) {
                suspected = false;
                if (begunReadOnly || Catalogue.isReadOnly(connection)) {
                    return;
                }
                found(connection, false);
            }
        }
    }

    private void hear(PGNotification[] heard) {
        for (PGNotification one : heard) {
            if ("reload config".equals(one.getParameter())) {
                listener.reloadConfiguration();
                return;
            }
        }
    }

    private void found(Connection connection, boolean nowReadOnly) throws SQLException {
        String complaint = Catalogue.complaint(connection).orElse(null);
        listener.historyIs(WidgetHistory.isRecording(connection));
        found(complaint, nowReadOnly);
    }

    private void found(@Nullable String complaint, boolean nowReadOnly) {
        failed = false;
        if (unreachable) {
            unreachable = false;
            listener.notice("The database is available again.");
        }
        wasWritable |= !nowReadOnly;
        if (nowReadOnly != readOnly) {
            readOnly = nowReadOnly;
            listener.notice(
                    nowReadOnly
                            ? "The database accepts no writes: only reads are served."
                            : "The database accepts writes.");
            listener.serverChanged();
        }
        if (complaint != null && !complaint.equals(trouble)) {
            listener.notice(complaint);
        }
        trouble = complaint;
        checked.countDown();
    }

    private void lost(SQLException e) {
        if (!closed && !unreachable) {
            trouble = "The database cannot be reached.";
            unreachable = true;
            listener.notice("The database cannot be reached: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
