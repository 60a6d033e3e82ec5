package dev.widgets;

/**
 * An import that the database records.
 *
 * @param run the number of the run
 * @param state how far the run has come
 * @param skipping whether refused rows are left out
 */
public record ImportRun(int run, State state, boolean skipping) {

    /** How far an import has come. */
    public enum State {
        /** Blocks are missing, or the table has not been vacuumed since. */
        WRITING,
        /** All blocks have been written. */
        WRITTEN,
        /** The removal has begun. */
        REMOVING
    }
}
