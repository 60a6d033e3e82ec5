package dev.widgets.cli.serve;

import com.zaxxer.hikari.HikariDataSource;
import dev.widgets.TimeLimits;
import dev.widgets.WidgetPool;
import dev.widgets.cli.connect.ServerConnection;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.serve.query.QueryException;
import dev.widgets.cli.serve.query.SqlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The connections and threads of requests that may read the whole table, and of searches in the
 * graph. They have a time limit of their own, and never take a connection or a thread from the
 * callers of other functions.
 */
final class Scans implements AutoCloseable {

    private static final String CANCELLED = "57014";
    private static final String FORBIDDEN = "42501";
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

    /** Makes the response from the rows of each statement. */
    @FunctionalInterface
    interface Shape {
        ApiResponse of(List<List<@Nullable String[]>> results)
                throws QueryException, ServiceDatabase.RefusedByService;
    }

    /**
     * Reads as the caller of a request, and sends the response.
     *
     * @param ways the statements that read the rows, in one or more ways; the first way is taken
     *     for which the caller has the privileges
     * @param remedy what a caller can do whose request exceeds the time limit
     * @param shape makes the response
     */
    void read(Exchange exchange, List<List<SqlText>> ways, String remedy, Shape shape) {
        String role = exchange.caller().role();
        calls.run(exchange, true, connection -> {
            try {
                return shape.of(read(connection, role, ways));
            } catch (SQLException e) {
                if (Objects.equals(e.getSQLState(), CANCELLED)) {
                    throw new ServiceDatabase.RefusedByService(Problems.scanTimeout(e, remedy));
                }
                throw e;
            }
        });
    }

    private List<List<@Nullable String[]>> read(
            Connection connection, String role, List<List<SqlText>> ways) throws SQLException {
        int last = ways.size() - 1;
        for (List<SqlText> sql : ways.subList(0, last)) {
            try {
                return ServiceDatabase.read(connection, role, sql, options.scanTimeout());
            } catch (SQLException e) {
                if (!Objects.equals(e.getSQLState(), FORBIDDEN)) {
                    throw e;
                }
                connection.rollback();
            }
        }
        return ServiceDatabase.read(connection, role, ways.get(last), options.scanTimeout());
    }

    /** Returns whether the service only reads. */
    boolean readOnly() {
        return options.readOnly();
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
