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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
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
    private static final int WHOLE = 100;
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final String PACE = """
            select
              set_config('widgets.pause_factor', ?, true),
              set_config('widgets.resumed_at', extract(epoch from clock_timestamp())::text, true)
            """;

    private final ServeOptions.Reads options;
    private final ServeOptions.ScanLimits limits;
    private final HikariDataSource pool;
    private final Traffic traffic;
    private final DirectCalls calls;
    private final AtomicInteger running = new AtomicInteger();

    private Scans(
            ServeOptions.Reads options,
            HikariDataSource pool,
            DatabaseWatch watch,
            Traffic traffic) {
        this.options = options;
        limits = options.scans();
        this.pool = pool;
        this.traffic = traffic;
        calls = new DirectCalls(
                new ServiceDatabase(pool),
                watch,
                new DirectCalls.Threads(
                        "scan", limits.connections(), limits.connections() * WAITING_FOR_EACH));
    }

    /**
     * Opens a small pool, whose connections wait as long as a scan may take.
     *
     * @param traffic the requests in progress
     */
    static Scans open(
            ServeOptions.Reads options,
            ServerConnection connection,
            DatabaseWatch watch,
            Traffic traffic) {
        TimeLimits usual = CommandLimits.OPERATION;
        Duration timeout = options.scans().timeout();
        HikariDataSource pool = WidgetPool.open(
                connection.url(),
                connection.properties(),
                options.scans().connections(),
                new TimeLimits(usual.connect(), usual.lock(), timeout, timeout.plus(GRACE)));
        pool.setMinimumIdle(0);
        return new Scans(options, pool, watch, traffic);
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

    /** The statements that read the rows, in one or more ways. */
    @FunctionalInterface
    interface Ways {

        /** Returns the ways; if the statements read a view, with or without pauses. */
        List<List<SqlText>> of(boolean paced) throws QueryException;
    }

    /**
     * Reads as the caller of a request, and sends the response. If other requests are in progress
     * when it begins, it pauses so often that scans work for their share of the time only.
     *
     * @param ways the statements; the first way is taken for which the caller has the privileges
     * @param remedy what a caller can do whose request exceeds the time limit
     * @param shape makes the response
     */
    void read(Exchange exchange, Ways ways, String remedy, Shape shape) {
        String role = exchange.caller().role();
        exchange.countAsScan();
        calls.run(exchange, true, connection -> {
            int scanning = running.incrementAndGet();
            try {
                return shape.of(
                        limits.sharePercent() < WHOLE && traffic.hasOthers()
                                ? paced(connection, role, ways.of(true), scanning)
                                : read(connection, role, ways.of(false)));
            } catch (SQLException e) {
                if (Objects.equals(e.getSQLState(), CANCELLED)) {
                    throw new ServiceDatabase.RefusedByService(Problems.scanTimeout(e, remedy));
                }
                throw e;
            } finally {
                running.decrementAndGet();
            }
        });
    }

    /** Reads with pauses; all scans together have the share. */
    private List<List<@Nullable String[]>> paced(
            Connection connection, String role, List<List<SqlText>> ways, int scanning)
            throws SQLException {
        int factor = WHOLE * scanning / limits.sharePercent() - 1;
        SqlText pace = new SqlText(PACE, List.of(String.valueOf(factor)));
        List<List<SqlText>> paced = ways.stream()
                .map(way -> Stream.concat(Stream.of(pace), way.stream()).toList())
                .toList();
        List<List<@Nullable String[]>> results = read(connection, role, paced);
        return results.subList(1, results.size());
    }

    private List<List<@Nullable String[]>> read(
            Connection connection, String role, List<List<SqlText>> ways) throws SQLException {
        int last = ways.size() - 1;
        for (List<SqlText> sql : ways.subList(0, last)) {
            try {
                return ServiceDatabase.read(connection, role, sql, limits.timeout());
            } catch (SQLException e) {
                if (!Objects.equals(e.getSQLState(), FORBIDDEN)) {
                    throw e;
                }
                connection.rollback();
            }
        }
        return ServiceDatabase.read(connection, role, ways.get(last), limits.timeout());
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
