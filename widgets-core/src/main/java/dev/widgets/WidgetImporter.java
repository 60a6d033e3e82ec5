package dev.widgets;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Adds the widgets and associations of files to a registry. It reads what {@link WidgetExporter}
 * writes.
 *
 * <p><b>Steps.</b> The rows are copied into tables beside the registry and checked as a whole: by
 * the rules of the operations, against each other and against the registry. Each row that is
 * refused is reported. Then they are written in blocks, each of which is a transaction that takes
 * its locks in the order of the operations. Others may use the registry meanwhile, and it is
 * consistent at every moment.
 *
 * <p><b>Runs.</b> One import at a time works on a database. If it ends early while it writes, it
 * can be resumed without the files, with the same result. The latest import can be removed again.
 *
 * <p><b>Associations.</b> If the row of a widget names its peers, the row of each peer that is in
 * the files must name the widget on the same port type. A peer that is not in the files must exist.
 * Rows of associations take the free ports of their type in the order of the rows. Two widgets
 * whose serial numbers are far apart are associated after both were added; if somebody has taken
 * the port by then, another free one of the type is taken.
 *
 * <p><b>Privileges.</b> The user must be the owner of the registry or a member of it.
 *
 * <p><b>Connections.</b> An import takes one connection for each job and one more, and at least
 * four, all in autocommit. Their time limits must leave room for the copy of all rows.
 *
 * <p><b>Threads.</b> It may be used by any number of threads at once. If the calling thread is
 * interrupted, an import ends after the blocks that are being written.
 */
public final class WidgetImporter {

    private final ImportRunner runner;

    private WidgetImporter(DataSource dataSource) {
        runner = new ImportRunner(dataSource);
    }

    /** What an import is doing. */
    public enum Phase {
        /** Rows are being read and copied. The total is unknown, and reported as 0. */
        READING,
        /** Rows are being checked. */
        CHECKING,
        /** Rows are being written to the registry. */
        WRITING,
        /** All rows are written; the table is being vacuumed and analyzed. */
        VACUUMING,
        /** Widgets are being removed. */
        REMOVING
    }

    /** Receives the progress of an import. */
    @FunctionalInterface
    public interface ProgressListener {

        /** Ignores all progress. */
        ProgressListener NONE = (phase, done, total) -> {};

        /**
         * Reports how far an import has come. Called by the threads that do the work, one at a
         * time, so it should return soon.
         *
         * @param phase what is being done
         * @param done how many rows it has been done with
         * @param total how many rows it will be done with in all, or 0
         */
        void progress(Phase phase, long done, long total);
    }

    /**
     * What an import has done, or would do if it only checked.
     *
     * @param run the number of the run; 0 if nothing was written
     * @param widgets the number of widgets that were added
     * @param renamed the number of widgets that existed and whose rows were accepted
     * @param associations the number of associations
     * @param rejected the number of rejects
     * @param elapsed the duration of this call
     */
    public record Summary(
            int run,
            long widgets,
            long renamed,
            long associations,
            long rejected,
            Duration elapsed) {}

    /**
     * Returns an importer for a database in which {@link WidgetSchema} has installed the schema.
     */
    public static WidgetImporter over(DataSource dataSource) {
        return new WidgetImporter(dataSource);
    }

    /**
     * Imports files, which belong together: an association may name widgets of any of them.
     *
     * @param rejects receives each reject, in the order of files and lines, when the import has
     *     ended. If there is one, nothing was written unless the options say that rejects are
     *     skipped
     * @throws IllegalArgumentException if another import is under way, or one that ended early must
     *     be resumed or removed before
     * @throws ImportException if the import ended early
     * @throws FailedException if the import could not begin; nothing was changed
     */
    public Summary run(
            List<ImportSource> sources,
            ImportOptions options,
            Consumer<ImportReject> rejects,
            ProgressListener listener) {
        return runner.begin(List.copyOf(sources), options, rejects, listener);
    }

    /**
     * Resumes the import that ended early while it wrote.
     *
     * @throws IllegalArgumentException if there is none, or another import is under way
     * @throws ImportException if the import ended early again
     * @throws FailedException if the import could not be resumed; nothing was changed
     */
    public Summary resume(int jobs, Consumer<ImportReject> rejects, ProgressListener listener) {
        return runner.resume(jobs, rejects, listener);
    }

    /**
     * Removes what the latest import has written: its associations, and its widgets with all their
     * associations. A widget whose name or ports differ from those of its row stays, and so do the
     * new names of widgets that had existed.
     *
     * @return the number of widgets that were removed
     * @throws IllegalArgumentException if there is none, or another import is under way
     * @throws ImportException if the removal ended early; it can be repeated
     * @throws FailedException if the removal could not begin; nothing was changed
     */
    public long remove(ProgressListener listener) {
        return runner.remove(listener);
    }

    /**
     * Returns the latest import that has written to the registry and was not removed.
     *
     * @throws FailedException if it could not be read
     */
    public Optional<ImportRun> latest() {
        return runner.latest();
    }
}
