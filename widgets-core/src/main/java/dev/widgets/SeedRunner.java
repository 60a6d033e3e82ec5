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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * Begins, resumes and removes seeding runs. Each call holds one connection, whose session holds the
 * lock on the run.
 *
 * @param dataSource the connections
 */
record SeedRunner(DataSource dataSource) {

    private static final int LOCK_TRIES = 50;
    private static final long LOCK_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    @FunctionalInterface
    private interface Task<T> {
        T run(Connection connection) throws SQLException;
    }

    Summary begin(SeedOptions options, boolean singular, ProgressListener listener) {
        return inSession(connection -> {
            SeedRuns runs = new SeedRuns(connection);
            return load(runs, runs.begin(options, singular), listener);
        });
    }

    Summary resume(int run, int jobs, ProgressListener listener) {
        return inSession(connection -> {
            SeedRuns runs = new SeedRuns(connection);
            SeedRun found = find(runs, run);
            if (found.state() == SeedRun.State.LOADED) {
                throw new IllegalArgumentException(
                        "Run " + run + " is complete: there is nothing to resume.");
            }
            if (found.state() == SeedRun.State.REMOVING) {
                throw new IllegalArgumentException("Run " + run
                        + " is being removed: continue with widgets seed --remove --run " + run
                        + ".");
            }
            if (!runs.isOfThisGenerator(run)) {
                throw new IllegalArgumentException("Run " + run
                        + " was begun by another version of widgets, which generates other widgets"
                        + " from the same seed: resume it with that version, or remove it.");
            }
            lock(runs, run);
            return load(runs, withJobs(found, jobs), listener);
        });
    }

    long remove(int run, int jobs, ProgressListener listener) {
        return inSession(connection -> {
            SeedRuns runs = new SeedRuns(connection);
            SeedRun found = withJobs(find(runs, run), jobs);
            lock(runs, run);
            runs.setState(run, SeedRun.State.REMOVING);
            try {
                List<Long> blocks = List.copyOf(runs.blocks(run).keySet());
                long removed = new SeedRemoval(dataSource, found, blocks, listener).work();
                runs.delete(run);
                vacuum(connection);
                return removed;
            } catch (SQLException | IOException | InterruptedException | WidgetException e) {
                throw new SeedFailure(found, blocksNow(run)).removing(e);
            }
        });
    }

    List<SeedRun> list() {
        return inSession(connection -> new SeedRuns(connection).list());
    }

    private Summary load(SeedRuns runs, SeedRun run, ProgressListener listener)
            throws SQLException {
        long begin = System.nanoTime();
        long count = run.options().count();
        SeedLoad load = run.singular()
                ? new SingularLoad(dataSource, run, listener)
                : new CopyLoad(dataSource, run, listener);
        load.skip(runs.blocks(run.run()));
        try {
            load.work();
            listener.progress(WidgetSeeder.Phase.VACUUMING, count, count);
            vacuum(runs.connection());
            runs.setState(run.run(), SeedRun.State.LOADED);
        } catch (SQLException | IOException | InterruptedException | WidgetException e) {
            throw failure(runs, run, load).loading(e);
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
        return SeedRuns.summary(run, load.complete(), load.operations(), elapsed);
    }

    /** Reports the blocks that the database knows, or if it cannot be asked, those seen here. */
    private static SeedFailure failure(SeedRuns runs, SeedRun run, SeedLoad load) {
        NavigableMap<Long, SeedRuns.Block> blocks;
        try {
            blocks = new SeedRuns(runs.connection()).blocks(run.run());
            if (blocks.isEmpty()) {
                runs.delete(run.run());
            }
        } catch (SQLException e) {
            blocks = load.complete();
        }
        return new SeedFailure(run, blocks);
    }

    private NavigableMap<Long, SeedRuns.Block> blocksNow(int run) {
        try (Connection connection = dataSource.getConnection()) {
            return new SeedRuns(connection).blocks(run);
        } catch (SQLException e) {
            return new TreeMap<>();
        }
    }

    private static void vacuum(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("vacuum (analyze) widgets_store.widgets");
        }
    }

    private static SeedRun find(SeedRuns runs, int run) throws SQLException {
        return runs.list().stream()
                .filter(one -> one.run() == run)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no run " + run + "."));
    }

    private static SeedRun withJobs(SeedRun run, int jobs) {
        return new SeedRun(run.run(), run.state(), run.options().withJobs(jobs), run.singular());
    }

    /** Tries for a while, because the session of a killed process may live on for a moment. */
    private static void lock(SeedRuns runs, int run) throws SQLException {
        for (int i = 0; !runs.tryLock(run); i++) {
            if (i == LOCK_TRIES) {
                throw new IllegalArgumentException("Run " + run
                        + " is in use by another process: wait until that ends, or end it.");
            }
            LockSupport.parkNanos(LOCK_PAUSE_NANOS);
        }
    }

    private <T> T inSession(Task<T> task) {
        try (Connection connection = dataSource.getConnection()) {
            CommitCheck.requireAutocommit(connection);
            try {
                return task.run(connection);
            } finally {
                unlock(connection);
            }
        } catch (SQLException e) {
            if (DatabaseError.of(e) == DatabaseError.FORBIDDEN) {
                throw new FailedException(
                        "Nothing was done: " + e.getMessage()
                                + ". Seeding writes to the table directly: connect as the owner of"
                                + " the registry or as a member of it, such as widgets_owner.",
                        false,
                        e);
            }
            throw SqlFailure.reading(e);
        }
    }

    /** Releases the lock, which would stay with a connection that a pool keeps open. */
    private static void unlock(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_unlock_all()");
        } catch (SQLException e) {
            // the connection is lost, and the lock with it
        }
    }
}
