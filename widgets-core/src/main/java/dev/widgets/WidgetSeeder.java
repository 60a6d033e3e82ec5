package dev.widgets;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32C;
import javax.sql.DataSource;

/**
 * Fills a registry with realistic widgets, the same ones for the same options: names that repeat,
 * ports by given weights, associations at random.
 *
 * <p><b>Blocks.</b> Widgets come in blocks of 50,000, each committed whole by one COPY, and
 * partners lie in the same block: the registry is sound at every moment, however a run ends, and
 * others may use it meanwhile. What is in is written down beside the widgets, so a run that broke
 * off can go on, to exactly the same result, and can be removed again.
 *
 * <p><b>Rights.</b> The user is the owner of the registry or a member of it. Connections are in
 * autocommit, one for each job and one more, and their time limits must leave room for a block (a
 * second or so) and for VACUUM (seconds for ten million widgets).
 *
 * <p><b>Threads.</b> May be used by any number of threads. An interrupt of the calling one ends a
 * run after the blocks that are under way.
 */
public final class WidgetSeeder {

    private static final int LOCK_TRIES = 50;
    private static final long LOCK_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final DataSource dataSource;

    private WidgetSeeder(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** In the database of a DataSource, where {@link WidgetSchema} has installed the schema. */
    public static WidgetSeeder over(DataSource dataSource) {
        return new WidgetSeeder(dataSource);
    }

    /**
     * Adds widgets by COPY, then vacuums and analyzes the table.
     *
     * @throws SeedException if it ended early; blocks that were committed stay
     * @throws FailedException if it could not begin; nothing was changed
     */
    public SeedSummary seed(SeedOptions options, SeedListener listener) {
        return begin(options, false, listener);
    }

    /**
     * Adds the same widgets by the operations of {@link WidgetRepository}, each a transaction of
     * its own: a load like real traffic. Which of several ports of one type an association takes
     * may differ.
     *
     * @throws SeedException if it ended early; what was done stays
     * @throws FailedException if it could not begin; nothing was changed
     */
    public SeedSummary seedSingly(SeedOptions options, SeedListener listener) {
        return begin(options, true, listener);
    }

    /**
     * Goes on with a run that has ended early, in the way in which it was begun.
     *
     * @param jobs how many connections work at once
     * @throws IllegalArgumentException if there is no such run, or it is not to be gone on with
     * @throws SeedException if it ended early again
     * @throws FailedException if it could not begin; nothing was changed
     */
    public SeedSummary resume(int run, int jobs, SeedListener listener) {
        return session(connection -> {
            SeedRuns runs = new SeedRuns(connection);
            SeedRun found = find(runs, run);
            if (found.state() != SeedRun.State.LOADING) {
                throw new IllegalArgumentException(
                        found.state() == SeedRun.State.LOADED
                                ? "Run " + run + " is complete: there is nothing to go on with."
                                : "Run " + run
                                        + " is being removed: go on with widgets seed --remove --run "
                                        + run + ".");
            }
            if (!runs.isOfThisGenerator(run)) {
                throw new IllegalArgumentException("Run " + run
                        + " was begun by another version of widgets, which makes other widgets of a seed: go"
                        + " on with that version, or remove the run.");
            }
            lock(runs, run);
            return load(runs, withJobs(found, jobs), listener);
        });
    }

    /**
     * Removes the widgets of a run, block by block, and with them their associations, also those
     * with widgets of others. Widgets that others have added under a serial number of the run stay.
     *
     * @param jobs how many connections work at once
     * @return how many widgets were removed
     * @throws IllegalArgumentException if there is no such run
     * @throws SeedException if it ended early; it can be called again
     * @throws FailedException if it could not begin; nothing was changed
     */
    public long remove(int run, int jobs, SeedListener listener) {
        return session(connection -> {
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

    /**
     * The runs whose widgets are in the database, by number.
     *
     * @throws FailedException if they could not be read
     */
    public List<SeedRun> runs() {
        return session(connection -> new SeedRuns(connection).list());
    }

    /**
     * Writes the widgets that {@link #seed} would add as CSV, with a header and the columns
     * {@code serial_number}, {@code name}, {@code ports} and {@code peers}; the last one is an
     * array literal of PostgreSQL's. It needs no database.
     *
     * @throws IOException if they could not be written
     */
    public static SeedSummary writeCsv(SeedOptions options, OutputStream out, SeedListener listener)
            throws IOException {
        long begin = System.nanoTime();
        NavigableMap<Long, SeedRuns.Block> blocks = new TreeMap<>();
        CsvRows csv = new CsvRows(options);
        BinaryRows binary = new BinaryRows(options);
        SeedBlock block = new SeedBlock(options);
        long done = 0;
        out.write(CsvRows.header());
        try {
            for (long number = SeedBlock.of(options.start());
                    number <= SeedBlock.of(options.last());
                    number++) {
                listener.progress(SeedPhase.LOADING, done, options.count());
                block.make(number);
                CRC32C checksum = new CRC32C();
                binary.write(block, (buffer, length) -> checksum.update(buffer, 0, length));
                csv.write(block, (buffer, length) -> out.write(buffer, 0, length));
                blocks.put(number, SeedChecksum.block(block, checksum));
                done += block.size();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        out.flush();
        listener.progress(SeedPhase.LOADING, done, options.count());
        return summary(new SeedRun(0, SeedRun.State.LOADED, options, false), blocks, 0, begin);
    }

    private SeedSummary begin(SeedOptions options, boolean singular, SeedListener listener) {
        return session(connection -> {
            SeedRuns runs = new SeedRuns(connection);
            return load(runs, runs.begin(options, singular), listener);
        });
    }

    private SeedSummary load(SeedRuns runs, SeedRun run, SeedListener listener)
            throws SQLException {
        long begin = System.nanoTime();
        long count = run.options().count();
        SeedLoad load = run.singular()
                ? new SingularLoad(dataSource, run, listener)
                : new CopyLoad(dataSource, run, listener);
        load.leaveOut(runs.blocks(run.run()));
        try {
            load.work();
            listener.progress(SeedPhase.VACUUMING, count, count);
            vacuum(runs.connection());
            runs.setState(run.run(), SeedRun.State.LOADED);
        } catch (SQLException | IOException | InterruptedException | WidgetException e) {
            throw failure(runs, run, load).loading(e);
        }
        return summary(run, load.complete(), load.operations(), begin);
    }

    /** With what is in by the database's word, if that can still be had; else by what was seen. */
    private SeedFailure failure(SeedRuns runs, SeedRun run, SeedLoad load) {
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

    private static SeedSummary summary(
            SeedRun run, NavigableMap<Long, SeedRuns.Block> blocks, long operations, long begin) {
        long ports = 0;
        long taken = 0;
        for (SeedRuns.Block block : blocks.values()) {
            ports += block.ports();
            taken += block.taken();
        }
        return new SeedSummary(
                run.run(),
                run.options().count(),
                ports,
                taken,
                SeedChecksum.run(blocks),
                operations,
                Duration.ofNanos(System.nanoTime() - begin));
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

    /** The session of a process that was killed may live on for a moment. */
    private static void lock(SeedRuns runs, int run) throws SQLException {
        for (int i = 0; !runs.tryLock(run); i++) {
            if (i == LOCK_TRIES) {
                throw new IllegalArgumentException("Run " + run
                        + " is under way in another process: wait for its end, or end it.");
            }
            LockSupport.parkNanos(LOCK_PAUSE_NANOS);
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T apply(Connection connection) throws SQLException;
    }

    /** A session of its own: the locks that are left in it are given back with it. */
    private <T> T session(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            try {
                return work.apply(connection);
            } finally {
                unlock(connection);
            }
        } catch (SQLException e) {
            if (DatabaseError.of(e) == DatabaseError.FORBIDDEN) {
                throw new FailedException(
                        "Nothing was done: " + e.getMessage()
                                + ". Seeding writes the table itself: connect as the owner of the registry or a"
                                + " member of it, such as widgets_owner.",
                        false,
                        e);
            }
            throw SqlFailure.reading(e);
        }
    }

    /** A pool would keep them with the connection. */
    private static void unlock(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_unlock_all()");
        } catch (SQLException e) {
            // the connection is lost, and the locks with it
        }
    }
}
