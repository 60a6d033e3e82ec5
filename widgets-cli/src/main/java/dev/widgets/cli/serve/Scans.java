package dev.widgets.cli.serve;

import com.zaxxer.hikari.HikariDataSource;
import dev.widgets.TimeLimits;
import dev.widgets.WidgetPool;
import dev.widgets.cli.connect.ServerConnection;
import dev.widgets.cli.console.CommandLimits;
import java.time.Duration;

/**
 * The connections and threads of requests that may read the whole table. They have a time limit of
 * their own, and never take a connection or a thread from the callers of functions.
 */
final class Scans implements AutoCloseable {

    private static final int WAITING_FOR_EACH = 8;
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final ServeOptions.Reads options;
    private final HikariDataSource pool;
    private final DirectCalls calls;

    private Scans(ServeOptions.Reads options, HikariDataSource pool, DatabaseWatch watch) {
        this.options = options;
        this.pool = pool;
        calls = new DirectCalls(
                new ServiceDatabase(pool),
                watch,
                new DirectCalls.Threads(
                        "scan",
                        options.scanConnections(),
                        options.scanConnections() * WAITING_FOR_EACH));
    }

    /** Opens a small pool, whose connections wait as long as a scan may take. */
    static Scans open(
            ServeOptions.Reads options, ServerConnection connection, DatabaseWatch watch) {
        TimeLimits usual = CommandLimits.OPERATION;
        HikariDataSource pool = WidgetPool.open(
                connection.url(),
                connection.properties(),
                options.scanConnections(),
                new TimeLimits(
                        usual.connect(),
                        usual.lock(),
                        options.scanTimeout(),
                        options.scanTimeout().plus(GRACE)));
        pool.setMinimumIdle(0);
        return new Scans(options, pool, watch);
    }

    /** Replaces the connections, because the server behind their address has changed. */
    void renewConnections() {
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    DirectCalls calls() {
        return calls;
    }

    Duration timeout() {
        return options.scanTimeout();
    }

    /** Returns the maximum number of rows in a response, 0 for no maximum. */
    int mostRows() {
        return options.maxRows();
    }

    @Override
    public void close() {
        calls.close();
        pool.close();
    }
}
