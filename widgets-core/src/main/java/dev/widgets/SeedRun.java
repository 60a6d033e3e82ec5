package dev.widgets;

/**
 * A seeding run whose widgets are in the database, or on their way into it or out of it.
 *
 * @param run its number
 * @param state how far it is
 * @param options what it was to make; the jobs are not kept
 * @param singular whether it goes operation by operation
 */
public record SeedRun(int run, State state, SeedOptions options, boolean singular) {

    /** How far a run is. */
    public enum State {
        /** Not all is in, or it is but the table has not been vacuumed. */
        LOADING,
        /** All is in. */
        LOADED,
        /** Some has been removed again. */
        REMOVING
    }
}
