package dev.widgets.cli.serve;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.PGProperty;

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

    /** Opens a small pool like the given one. */
    static Scans open(ServeOptions.Reads options, HikariDataSource like, DatabaseWatch watch) {
        HikariConfig config = new HikariConfig();
        like.copyStateTo(config);
        config.setPoolName("widgets-scans");
        config.setMaximumPoolSize(options.scanConnections());
        config.setMinimumIdle(0);
        Properties properties = new Properties();
        properties.putAll(like.getDataSourceProperties());
        PGProperty.SOCKET_TIMEOUT.set(
                properties, (int) options.scanTimeout().plus(GRACE).toSeconds());
        config.setDataSourceProperties(properties);
        return new Scans(options, new HikariDataSource(config), watch);
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
