package dev.widgets;

import dev.widgets.WidgetImporter.Phase;
import dev.widgets.WidgetImporter.ProgressListener;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import javax.sql.DataSource;

/**
 * Does the blocks of an import in several threads, each in a transaction that is repeated after a
 * conflict with others.
 */
final class ImportWork {

    private static final int ATTEMPTS = 30;

    /** Plans depend on the bounds of a block. Compiling a plan takes longer than running it. */
    static final String SETTINGS = "set local work_mem = '64MB'; set local jit = off;"
            + " set local plan_cache_mode = force_custom_plan";

    /** Does a block in the current transaction and returns the number of its rows. */
    @FunctionalInterface
    interface BlockWork {
        long run(ImportRuns runs, ImportRuns.Block block) throws SQLException;
    }

    private final DataSource dataSource;
    private final int jobs;
    private final ProgressListener listener;
    private final long total;
    private long done;
    private Iterator<ImportRuns.Block> next = List.<ImportRuns.Block>of().iterator();
    private volatile boolean stopped;

    ImportWork(DataSource dataSource, int jobs, ProgressListener listener, long done, long total) {
        this.dataSource = dataSource;
        this.jobs = jobs;
        this.listener = listener;
        this.done = done;
        this.total = total;
    }

    void run(Phase phase, List<ImportRuns.Block> blocks, BlockWork work)
            throws SQLException, InterruptedException {
        completed(phase, 0);
        next = blocks.iterator();
        try {
            Jobs.run(
                    Math.max(1, Math.min(jobs, blocks.size())),
                    job -> job(phase, work),
                    () -> stopped = true);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void job(Phase phase, BlockWork work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            ImportRuns runs = new ImportRuns(connection);
            connection.setAutoCommit(false);
            for (ImportRuns.Block block = next(); block != null; block = next()) {
                completed(phase, inTransaction(runs, block, work));
            }
            connection.setAutoCommit(true);
        }
    }

    private static long inTransaction(ImportRuns runs, ImportRuns.Block block, BlockWork work)
            throws SQLException {
        Connection connection = runs.connection();
        for (int attempt = 1; ; attempt++) {
            try {
                runs.execute(SETTINGS);
                long rows = work.run(runs, block);
                connection.commit();
                return rows;
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !mayPass(DatabaseError.of(e))) {
                    throw e;
                }
                connection.rollback();
                Backoff.pause(attempt);
            }
        }
    }

    private static boolean mayPass(DatabaseError error) {
        return error.isConflict() || error == DatabaseError.LOCK_TIMEOUT;
    }

    @SuppressWarnings("NullAway")
    private synchronized ImportRuns.Block next() {
        return stopped || !next.hasNext() ? null : next.next();
    }

    private synchronized void completed(Phase phase, long rows) {
        done += rows;
        listener.progress(phase, Math.min(done, total), total);
    }
}
