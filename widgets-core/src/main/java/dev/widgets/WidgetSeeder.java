package dev.widgets;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/**
 * Fills a registry with realistic widgets: names that repeat, ports by given weights and random
 * associations. The same options always generate the same widgets.
 *
 * <p><b>Blocks.</b> Widgets are generated in blocks of 50,000. Each block is committed as a whole,
 * by one COPY, and the peers of a widget are in the same block. The registry is therefore
 * consistent at every moment, however a run ends, and others may use it in the meantime. The
 * database records which blocks a run has committed, so a run that ended early can be resumed, with
 * exactly the same result, and every run can be removed again.
 *
 * <p><b>Privileges.</b> The user must be the owner of the registry or a member of it.
 *
 * <p><b>Connections.</b> A run takes one connection for each job and one more, all in autocommit.
 * They may lead through a pooler in transaction mode. Their time limits must leave room for a block
 * (about a second) and for VACUUM (several seconds for ten million widgets).
 *
 * <p><b>Threads.</b> It may be used by any number of threads at once. If the calling thread is
 * interrupted, a run ends after the blocks that are being written.
 */
public final class WidgetSeeder {

    private final SeedRunner runner;

    private WidgetSeeder(DataSource dataSource) {
        runner = new SeedRunner(dataSource);
    }

    /** What a run is doing. */
    public enum Phase {
        /** Widgets are being generated and written. */
        LOADING,
        /** All widgets are written; the table is being vacuumed and analyzed. */
        VACUUMING,
        /** Widgets are being removed. */
        REMOVING
    }

    /** Receives the progress of a run. */
    @FunctionalInterface
    public interface ProgressListener {

        /** Ignores all progress. */
        ProgressListener NONE = (phase, done, total) -> {};

        /**
         * Reports how far a run has come. Called several times a second by the threads that do the
         * work, one at a time, so it should return soon.
         *
         * @param phase what is being done
         * @param done how many widgets it has been done with
         * @param total how many widgets it will be done with in all
         */
        void progress(Phase phase, long done, long total);
    }

    /**
     * What a run has generated.
     *
     * @param run the number of the run, for {@link WidgetSeeder#remove}; 0 if it was not written to
     *     a database
     * @param widgets the number of widgets of the run
     * @param ports the number of their ports
     * @param taken the number of their ports that are taken
     * @param checksum a checksum of all rows of the run; it depends on the options alone, not on
     *     the number of jobs or on interruptions. It is a CRC-32C over the CRC-32C of each block
     * @param operations the number of operations, each a transaction of its own, that the run has
     *     taken; 0 if it was written by COPY
     * @param elapsed the duration of this call
     */
    public record Summary(
            int run,
            long widgets,
            long ports,
            long taken,
            String checksum,
            long operations,
            Duration elapsed) {}

    /** Returns a seeder for a database in which {@link WidgetSchema} has installed the schema. */
    public static WidgetSeeder over(DataSource dataSource) {
        return new WidgetSeeder(dataSource);
    }

    /**
     * Adds widgets by COPY, then vacuums and analyzes the table.
     *
     * @throws SeedException if the run ended early; the blocks that it had committed stay
     * @throws FailedException if the run could not begin; nothing was changed
     * @throws UnknownOutcomeException if the connection was lost while the run was recorded; no
     *     widget was added
     */
    public Summary seed(SeedOptions options, ProgressListener listener) {
        return runner.begin(options, false, listener);
    }

    /**
     * Adds the same widgets by the operations of {@link WidgetRepository}, each a transaction of
     * its own, which is a load like real traffic. If a widget has several ports of one type, an
     * association may take another of them than {@link #seed} does.
     *
     * @throws SeedException if the run ended early; the operations that it had done stay
     * @throws FailedException if the run could not begin; nothing was changed
     * @throws UnknownOutcomeException if the connection was lost while the run was recorded; no
     *     widget was added
     */
    public Summary seedSingly(SeedOptions options, ProgressListener listener) {
        return runner.begin(options, true, listener);
    }

    /**
     * Resumes a run that ended early, by COPY or by single operations as it was begun.
     *
     * @param run the number of the run
     * @param jobs the number of connections that work at once
     * @throws IllegalArgumentException if there is no such run, it is complete or being removed,
     *     another process works on it, or another version of the library began it
     * @throws SeedException if the run ended early again
     * @throws FailedException if the run could not be resumed; nothing was changed
     */
    public Summary resume(int run, int jobs, ProgressListener listener) {
        return runner.resume(run, jobs, listener);
    }

    /**
     * Removes the widgets of a run, block by block, with all their associations, including those
     * with widgets that are not of the run. A widget that somebody else has added under a serial
     * number of the run stays.
     *
     * @param run the number of the run
     * @param jobs the number of connections that work at once
     * @return the number of widgets that were removed
     * @throws IllegalArgumentException if there is no such run, or another process works on it
     * @throws SeedException if the removal ended early; it can be repeated
     * @throws FailedException if the removal could not begin; nothing was changed
     * @throws UnknownOutcomeException if the connection was lost while the removal was recorded; no
     *     widget was removed
     */
    public long remove(int run, int jobs, ProgressListener listener) {
        return runner.remove(run, jobs, listener);
    }

    /**
     * Returns the runs whose widgets are in the database, by number.
     *
     * @throws FailedException if they could not be read
     */
    public List<SeedRun> runs() {
        return runner.list();
    }

    /**
     * Writes the widgets that {@link #seed} would add as CSV, with a header and the columns
     * {@code serial_number}, {@code name}, {@code ports} and {@code peers}. The last column holds a
     * PostgreSQL array literal. Needs no database.
     *
     * @throws IOException if the stream throws it
     */
    public static Summary writeCsv(SeedOptions options, OutputStream out, ProgressListener listener)
            throws IOException {
        return CsvRows.writeAll(options, out, listener);
    }
}
