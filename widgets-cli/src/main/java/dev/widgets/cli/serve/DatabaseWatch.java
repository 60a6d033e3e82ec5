package dev.widgets.cli.serve;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Monitors the database over a separate connection, to notice at once when it is lost, when it is
 * available again and when its schema changes. While it is lost, requests fail without waiting.
 */
final class DatabaseWatch implements AutoCloseable, Runnable {

    private static final int LISTENING_MILLIS = 250;
    private static final long RETRY_NANOS = 250_000_000;
    private static final int LISTENINGS_A_CHECK = 40;

    private final DataSource database;
    private final Consumer<String> notices;
    private final Thread thread = new Thread(this, "database-watch");
    private volatile @Nullable String trouble;
    private volatile boolean unreachable;
    private volatile boolean suspected;
    private volatile boolean closed;

    /**
     * Creates a monitor that is not started yet.
     *
     * @param database opens connections, with short time limits
     * @param notices receives a message when the database is lost and when it is available again
     */
    DatabaseWatch(DataSource database, Consumer<String> notices) {
        this.database = database;
        this.notices = notices;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Returns whether calls of the database are pointless at the moment. */
    boolean isUnreachable() {
        return unreachable;
    }

    /** Returns why the service is not ready, or null if it is. */
    @Nullable
    String trouble() {
        return trouble;
    }

    /** Requests a check of the database, after a call of it has failed. */
    void suspect() {
        suspected = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        while (!closed) {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("listen pgrst");
                found(Catalogue.complaint(connection).orElse(null));
                listen(connection, statement);
            } catch (SQLException e) {
                lost(e);
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    private void listen(Connection connection, Statement statement) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        for (int i = 1; !closed; i++) {
            PGNotification[] heard = postgres.getNotifications(LISTENING_MILLIS);
            boolean changed = heard != null && heard.length > 0;
            if (changed || suspected || i % LISTENINGS_A_CHECK == 0) {
                suspected = false;
                statement.execute("select 1");
                found(Catalogue.complaint(connection).orElse(null));
            }
        }
    }

    private void found(@Nullable String complaint) {
        if (unreachable) {
            unreachable = false;
            notices.accept("The database is available again.");
        }
        if (complaint != null && !complaint.equals(trouble)) {
            notices.accept(complaint);
        }
        trouble = complaint;
    }

    private void lost(SQLException e) {
        if (!closed && !unreachable) {
            trouble = "The database cannot be reached.";
            unreachable = true;
            notices.accept("The database cannot be reached: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
