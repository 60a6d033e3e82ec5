package dev.widgets;

/**
 * A seeding run that the database records.
 *
 * @param run the number of the run
 * @param state how far the run has come
 * @param options the options of the run; the number of jobs is not recorded
 * @param singular whether the run does single operations instead of COPY
 * @param widgets the number of widgets in complete blocks, of the number in the options
 */
public record SeedRun(int run, State state, SeedOptions options, boolean singular, long widgets) {

    /** How far a run has come. */
    public enum State {
        /** Widgets are missing, or the table has not been vacuumed since. */
        LOADING,
        /** All widgets have been loaded. */
        LOADED,
        /** The removal of the widgets has begun. */
        REMOVING
    }
}
