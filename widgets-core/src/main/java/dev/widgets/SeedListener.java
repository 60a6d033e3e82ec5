package dev.widgets;

/** Hears how far a seeding run is. */
@FunctionalInterface
public interface SeedListener {

    /** Hears nothing. */
    SeedListener NONE = (phase, done, total) -> {};

    /**
     * Called several times a second, from the threads that do the work, one at a time. It should
     * return soon.
     *
     * @param phase what is being done
     * @param done how many widgets it has been done with
     * @param total out of how many
     */
    void progress(SeedPhase phase, long done, long total);
}
