package dev.widgets;

import dev.widgets.WidgetSeeder.ProgressListener;
import dev.widgets.WidgetSeeder.Summary;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins, resumes and removes seeding runs. Each call holds an advisory lock on the run, so that
 * two processes do not do the same work. If that lock is lost, nothing is damaged: each transaction
 * that writes or removes widgets of a run also holds the row of the run for share, in the state
 * that the work requires.
 *
 * @param dataSource the connections
 */
record SeedRunner(DataSource dataSource) {

    private static final Logger LOGGER = LoggerFactory.getLogger(SeedRunner.class);

    /** The letters of "seed". */
    private static final int LOCK = 0x73656564;

    /** The session of a killed process may live on for a moment. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @FunctionalInterface
    private interface LockedWork<T> {
        T run(AdvisoryLock lock) throws SQLException;
    }

    @FunctionalInterface
    private interface Work<T> {
        T run(SeedRuns runs) throws SQLException;
    }

    Summary begin(SeedOptions options, boolean singular, ProgressListener listener) {
        return locking(lock -> {
            SeedRun run = over(runs -> record(runs, lock, options, singular));
            return load(run, new TreeMap<>(), listener);
        });
    }

    /** Records a run, locked before others can see it. */
    private static SeedRun record(
            SeedRuns runs, AdvisoryLock lock, SeedOptions options, boolean singular)
            throws SQLException {
        Connection connection = runs.connection();
        Outcome.Phase phase = Outcome.Phase.IN_TRANSACTION;
        connection.setAutoCommit(false);
        try {
            SeedRun run = runs.begin(options, singular);
            lock.acquire(Duration.ZERO, LOCK, run.run());
            phase = Outcome.Phase.COMMIT;
            connection.commit();
            connection.setAutoCommit(true);
            return run;
        } catch (SQLException e) {
            if (Outcome.of(e, phase) == Outcome.UNKNOWN) {
                throw new UnknownOutcomeException(
                        "No widget was added ("
                                + new SqlFailure(e, phase).describe()
                                + "). It is unknown whether a run without widgets was recorded:"
                                + " list the runs with widgets seed --runs.",
                        e);
            }
            connection.rollback();
            connection.setAutoCommit(true);
            throw e;
        }
    }

    Summary resume(int run, int jobs, ProgressListener listener) {
        return locking(lock -> {
            acquire(lock, run);
            SeedRun found = over(runs -> {
                SeedRun one = find(runs, run);
                requireResumable(one, runs.isOfThisGenerator(run));
                return one;
            });
            return load(withJobs(found, jobs), over(runs -> runs.blocks().of(run)), listener);
        });
    }

    private static void requireResumable(SeedRun run, boolean ofThisGenerator) {
        if (run.state() == SeedRun.State.LOADED) {
            throw new IllegalArgumentException(
                    "Run " + run.run() + " is complete: there is nothing to resume.");
        }
        if (run.state() == SeedRun.State.REMOVING) {
            throw new IllegalArgumentException("Run " + run.run()
                    + " is being removed: continue with widgets seed --remove --run " + run.run()
                    + ".");
        }
        if (!ofThisGenerator) {
            throw new IllegalArgumentException("Run " + run.run()
                    + " was begun by another version of widgets, which generates other widgets"
                    + " from the same seed: resume it with that version, or remove it.");
        }
    }

    private Summary load(
            SeedRun run, NavigableMap<Long, SeedBlocks.Block> blocks, ProgressListener listener) {
        long begin = System.nanoTime();
        long count = run.options().count();
        SeedLoad load = run.singular()
                ? new SingularLoad(dataSource, run, listener)
                : new CopyLoad(dataSource, run, listener);
        load.skip(blocks);
        LoadMargin.begin(dataSource);
        try {
            load.work();
            listener.progress(WidgetSeeder.Phase.VACUUMING, count, count);
            over(runs -> {
                vacuum(runs.connection());
                runs.complete(run.run());
                return run;
            });
        } catch (SQLException | IOException | InterruptedException | RuntimeException e) {
            throw failure(run, load.complete()).loading(e);
        } finally {
            LoadMargin.end(dataSource);
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
        return SeedBlocks.summary(run, load.complete(), load.operations(), elapsed);
    }

    long remove(int run, int jobs, ProgressListener listener) {
        return locking(lock -> {
            acquire(lock, run);
            SeedRun found = withJobs(over(runs -> find(runs, run)), jobs);
            beginRemoval(run);
            NavigableMap<Long, SeedBlocks.Block> blocks = new TreeMap<>();
            long removed;
            try {
                blocks.putAll(over(runs -> runs.blocks().of(run)));
                removed = new SeedRemoval(dataSource, found, List.copyOf(blocks.keySet()), listener)
                        .work();
                over(runs -> runs.settle(run));
            } catch (SQLException | IOException | InterruptedException | RuntimeException e) {
                throw failure(found, blocks).removing(e);
            }
            vacuumAfterwards();
            return removed;
        });
    }

    private void beginRemoval(int run) throws SQLException {
        Outcome.Phase[] phase = {Outcome.Phase.NOT_SENT};
        try {
            over(runs -> {
                phase[0] = Outcome.Phase.of(runs.connection());
                runs.beginRemoval(run);
                return run;
            });
        } catch (SQLException e) {
            if (Outcome.of(e, phase[0]) == Outcome.UNKNOWN) {
                throw new UnknownOutcomeException(
                        "No widget was removed (" + new SqlFailure(e, phase[0]).describe()
                                + "). It is unknown whether the removal was recorded as begun:"
                                + " repeat it with widgets seed --remove --run " + run + ".",
                        e);
            }
            throw e;
        }
    }

    List<SeedRun> list() {
        try {
            return over(SeedRuns::list);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /**
     * Asks the database which blocks the run has, over a new connection, as the others may be lost.
     * If it does not answer, reports those that were seen here.
     */
    private SeedFailure failure(SeedRun run, NavigableMap<Long, SeedBlocks.Block> seen) {
        try {
            return new SeedFailure(run, over(runs -> runs.settle(run.run())), true);
        } catch (SQLException e) {
            LOGGER.debug("The blocks of run {} could not be looked up", run.run(), e);
            return new SeedFailure(run, seen, false);
        }
    }

    private static void vacuum(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("vacuum (analyze) widgets_store.widgets");
        }
    }

    /** The removal is done, whether or not the table can be vacuumed; autovacuum would do it. */
    private void vacuumAfterwards() {
        try {
            over(runs -> {
                vacuum(runs.connection());
                return runs;
            });
        } catch (SQLException e) {
            LOGGER.debug("The table could not be vacuumed after a removal", e);
        }
    }

    private static SeedRun find(SeedRuns runs, int run) throws SQLException {
        return runs.list().stream()
                .filter(one -> one.run() == run)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no run " + run + "."));
    }

    private static SeedRun withJobs(SeedRun run, int jobs) {
        return new SeedRun(
                run.run(),
                run.state(),
                run.options().withJobs(jobs),
                run.singular(),
                run.widgets());
    }

    private static void acquire(AdvisoryLock lock, int run) throws SQLException {
        if (!lock.acquire(PATIENCE, LOCK, run)) {
            throw new IllegalArgumentException("Run " + run
                    + " is in use by another process: wait until that ends, or end it.");
        }
    }

    private <T> T locking(LockedWork<T> work) {
        try (AdvisoryLock lock = AdvisoryLock.begin(dataSource)) {
            return work.run(lock);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private <T> T over(Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return work.run(new SeedRuns(connection));
        }
    }

    private static FailedException failure(SQLException e) {
        if (DatabaseError.of(e) == DatabaseError.FORBIDDEN) {
            return new FailedException(
                    "Nothing was done: " + e.getMessage()
                            + ". Seeding writes to the table directly: connect as the owner of the"
                            + " registry or as a member of it, such as widgets_owner.",
                    false,
                    e);
        }
        FailedException failed = SqlFailure.reading(e);
        String needed = SeedFailure.connectionsNeeded(e);
        return needed.isEmpty()
                ? failed
                : new FailedException(failed.getMessage() + needed, failed.isRetryable(), e);
    }
}
