package dev.widgets;

import dev.widgets.WidgetImporter.Phase;
import dev.widgets.WidgetImporter.ProgressListener;
import dev.widgets.WidgetImporter.Summary;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins, resumes and removes imports. Each call holds an advisory lock, so that one import works
 * at a time. If that lock is lost, nothing is damaged: each transaction that writes or removes a
 * block also holds the row of the run for share, in the state that the work requires.
 *
 * @param dataSource the connections
 */
record ImportRunner(DataSource dataSource) {

    private static final Logger LOGGER = LoggerFactory.getLogger(ImportRunner.class);

    /** The letters of "impo". */
    private static final int LOCK = 0x696d706f;

    /** The session of a killed process may live on for a moment. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int FETCH_SIZE = 1_000;

    private static final String CONTINUE = " A part of it is in the registry; continue with"
            + " widgets import --resume, or remove it with widgets import --remove.";

    @FunctionalInterface
    private interface Work<T> {
        T run(ImportRuns runs) throws SQLException;
    }

    @FunctionalInterface
    private interface LockedWork<T> {
        T run() throws SQLException, InterruptedException;
    }

    Summary begin(
            List<ImportSource> sources,
            ImportOptions options,
            Consumer<ImportReject> rejects,
            ProgressListener listener) {
        return locking(() -> {
            long begin = System.nanoTime();
            over(ImportRunner::requireNoneUnfinished);
            int run = inTransaction(runs -> runs.begin(options, sources.size()));
            check(run, sources, options, listener);
            boolean writing = inTransaction(runs -> (options.skipping() || !runs.hasRejects())
                    && !options.checkOnly()
                    && runs.move(run, "writing", "checking"));
            if (writing) {
                ImportRun recorded =
                        new ImportRun(run, ImportRun.State.WRITING, options.skipping());
                return write(recorded, options.jobs(), rejects, listener, begin);
            }
            ImportRuns.Counts counts = over(ImportRuns::counts);
            report(rejects);
            inTransaction(runs -> {
                runs.empty();
                return runs.move(run, "discarded", "checking");
            });
            return summary(0, counts, begin);
        });
    }

    private static Object requireNoneUnfinished(ImportRuns runs) throws SQLException {
        Optional<ImportRun> latest = runs.latest();
        if (latest.isPresent() && latest.get().state() != ImportRun.State.WRITTEN) {
            throw new IllegalArgumentException("Import " + latest.get().run() + " is unfinished."
                    + (latest.get().state() == ImportRun.State.WRITING
                            ? " Continue with widgets import --resume, or remove it with"
                            : " Continue its removal with")
                    + " widgets import --remove.");
        }
        return latest;
    }

    private void check(
            int run, List<ImportSource> sources, ImportOptions options, ProgressListener listener)
            throws SQLException, InterruptedException {
        try (ImportStaging staging = new ImportStaging(dataSource, listener)) {
            staging.read(sources);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        new ImportCheck(dataSource, run, options, listener).work();
    }

    Summary resume(int jobs, Consumer<ImportReject> rejects, ProgressListener listener) {
        return locking(() -> {
            long begin = System.nanoTime();
            ImportRun run = over(ImportRuns::latest)
                    .filter(one -> one.state() == ImportRun.State.WRITING)
                    .orElseThrow(
                            () -> new IllegalArgumentException("There is no import to resume."));
            return write(run, jobs, rejects, listener, begin);
        });
    }

    private Summary write(
            ImportRun run,
            int jobs,
            Consumer<ImportReject> rejects,
            ProgressListener listener,
            long begin) {
        LoadMargin.begin(dataSource);
        try {
            new ImportWriter(dataSource, run, jobs, listener).work();
            listener.progress(Phase.VACUUMING, 0, 0);
            over(runs -> {
                runs.execute("vacuum (analyze) widgets_store.widgets");
                return runs.move(run.run(), "written", "writing");
            });
            ImportRuns.Counts counts = over(ImportRuns::counts);
            report(rejects);
            return summary(run.run(), counts, begin);
        } catch (ImportException e) {
            throw new ImportException(e.reason(), e.run(), e.getMessage() + CONTINUE, e.getCause());
        } catch (SQLException | InterruptedException | RuntimeException e) {
            throw early(run.run(), "The import was stopped.", CONTINUE, e);
        } finally {
            LoadMargin.end(dataSource);
        }
    }

    long remove(ProgressListener listener) {
        return locking(() -> {
            ImportRun run = over(ImportRuns::latest)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "There is no import to remove. Only the latest one"
                                    + " can be removed, once."));
            inTransaction(runs -> runs.move(run.run(), "removing", "writing", "written"));
            try {
                long removed = new ImportRemoval(dataSource, run.run(), listener).work();
                vacuumAfterwards();
                return removed;
            } catch (SQLException | InterruptedException | RuntimeException e) {
                throw early(
                        run.run(),
                        "The removal was stopped.",
                        " Continue with widgets import --remove.",
                        e);
            }
        });
    }

    Optional<ImportRun> latest() {
        try {
            return over(ImportRuns::latest);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Does work while no other import is under way. */
    private <T> T locking(LockedWork<T> work) {
        try (AdvisoryLock lock = AdvisoryLock.begin(dataSource)) {
            if (!lock.acquire(PATIENCE, LOCK, 0)) {
                throw new IllegalArgumentException(
                        "Another import is under way: wait until it ends.");
            }
            InstalledSchema.refuseDistributed(lock.connection(), "import");
            return work.run();
        } catch (SQLException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            throw new ImportException(
                    ImportException.Reason.STOPPED,
                    0,
                    "The import was stopped. Nothing was changed.",
                    e);
        }
    }

    private static ImportException early(int run, String stopped, String how, Exception e) {
        if (e instanceof InterruptedException) {
            return new ImportException(ImportException.Reason.STOPPED, run, stopped + how, e);
        }
        String what = e instanceof SQLException error
                ? new SqlFailure(error, Outcome.Phase.IN_TRANSACTION).describe() + "."
                : String.valueOf(e.getMessage()).replaceFirst("^Nothing was done: ", "");
        return new ImportException(ImportException.Reason.FAILED, run, what + how, e);
    }

    private static Summary summary(int run, ImportRuns.Counts counts, long begin) {
        return new Summary(
                run,
                counts.widgets(),
                counts.renamed(),
                counts.associations(),
                counts.rejected(),
                Duration.ofNanos(System.nanoTime() - begin));
    }

    /** Passes the rejects on in the order of files and lines. */
    private void report(Consumer<ImportReject> rejects) throws SQLException {
        inTransaction(runs -> {
            try (Statement statement = runs.connection().createStatement()) {
                statement.setFetchSize(FETCH_SIZE);
                try (ResultSet row = statement.executeQuery("""
                        select j.file, j.line, coalesce('peer_' || j.slot, j.argument), j.rule,
                          j.hint
                        from widgets_store.import_rejects j
                        order by j.file, j.line, j.slot
                        """)) {
                    while (row.next()) {
                        rejects.accept(new ImportReject(
                                row.getInt(1),
                                row.getLong(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5)));
                    }
                }
            }
            return rejects;
        });
    }

    /** The removal is done, whether or not the table can be vacuumed; autovacuum would do it. */
    private void vacuumAfterwards() {
        try {
            over(runs -> {
                runs.execute("vacuum (analyze) widgets_store.widgets");
                return runs;
            });
        } catch (SQLException e) {
            LOGGER.debug("The table could not be vacuumed after a removal", e);
        }
    }

    private <T> T over(Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return work.run(new ImportRuns(connection));
        }
    }

    private <T> T inTransaction(Work<T> work) throws SQLException {
        return over(runs -> {
            Connection connection = runs.connection();
            connection.setAutoCommit(false);
            try {
                T result = work.run(runs);
                connection.commit();
                return result;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        });
    }

    private static FailedException failure(SQLException e) {
        if (DatabaseError.of(e) == DatabaseError.FORBIDDEN) {
            return new FailedException(
                    "Nothing was done: " + e.getMessage()
                            + ". Importing writes to the table directly: connect as the owner of the"
                            + " registry or as a member of it, such as widgets_owner.",
                    false,
                    e);
        }
        return SqlFailure.reading(e);
    }
}
