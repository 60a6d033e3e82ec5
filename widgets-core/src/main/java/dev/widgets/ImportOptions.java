package dev.widgets;

/**
 * Options of {@link WidgetImporter}.
 *
 * @param skipping whether refused rows are left out; otherwise nothing is written if a row is
 *     refused
 * @param renaming whether widgets that exist get the names of their rows; otherwise these rows are
 *     refused. Rows with other ports than the widget are refused in any case
 * @param checkOnly whether the rows are only checked
 * @param jobs the number of connections that work at once, 1 to 64
 */
public record ImportOptions(boolean skipping, boolean renaming, boolean checkOnly, int jobs) {

    /** Refuses all if a row is refused, does not rename, and takes the jobs of seeding. */
    public static final ImportOptions DEFAULT =
            new ImportOptions(false, false, false, SeedOptions.of(1).jobs());

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException if the number of jobs is out of its range
     */
    public ImportOptions {
        SeedOptions.of(1).withJobs(jobs);
    }

    /** Returns the same options, with another decision about refused rows. */
    public ImportOptions withSkipping(boolean other) {
        return new ImportOptions(other, renaming, checkOnly, jobs);
    }

    /** Returns the same options, with another decision about widgets that exist. */
    public ImportOptions withRenaming(boolean other) {
        return new ImportOptions(skipping, other, checkOnly, jobs);
    }

    /** Returns the same options, with another decision about writing. */
    public ImportOptions withCheckOnly(boolean other) {
        return new ImportOptions(skipping, renaming, other, jobs);
    }

    /** Returns the same options with another number of jobs. */
    public ImportOptions withJobs(int other) {
        return new ImportOptions(skipping, renaming, checkOnly, other);
    }
}
