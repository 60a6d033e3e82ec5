package dev.widgets.cli.registry;

import dev.widgets.cli.console.StatusLine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Shows how much of a table has been copied, once that takes more than a second. Rows that are not
 * committed show only in the sizes of the databases that receive them.
 */
final class CopyProgress implements AutoCloseable {

    private static final int PERCENT = 100;
    private static final int MOST = 99;

    private final DataSource dataSource;
    private final String sizes;
    private final long total;
    private final StatusLine line;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(work -> {
                Thread thread = new Thread(work, "copy-progress");
                thread.setDaemon(true);
                return thread;
            });
    private long before;

    private CopyProgress(DataSource dataSource, String sizes, long total, StatusLine line) {
        this.dataSource = dataSource;
        this.sizes = sizes;
        this.total = total;
        this.line = line;
    }

    static CopyProgress toWorkers(DataSource dataSource, long total, StatusLine line) {
        return new CopyProgress(dataSource, """
                select sum(r.result::bigint)
                from run_command_on_workers(
                  'select pg_catalog.pg_database_size(pg_catalog.current_database())') r
                where r.success
                """, total, line);
    }

    static CopyProgress toCoordinator(DataSource dataSource, long total, StatusLine line) {
        return new CopyProgress(
                dataSource,
                "select pg_catalog.pg_database_size(pg_catalog.current_database())",
                total,
                line);
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    void start() throws SQLException {
        before = size();
        timer.scheduleWithFixedDelay(this::show, 1, 1, TimeUnit.SECONDS);
    }

    private void show() {
        try {
            long copied = size() - before;
            line.update(() -> String.format(
                    Locale.ROOT,
                    "copying: %d %%",
                    Math.max(0, Math.min(MOST, copied * PERCENT / Math.max(1, total)))));
        } catch (SQLException e) {
            // the copy itself reports what is wrong
            timer.shutdown();
        }
    }

    private long size() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return Long.parseLong(CitusCluster.text(connection, sizes).orElse("0"));
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            timer.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        line.close();
    }
}
