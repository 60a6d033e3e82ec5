package dev.widgets;

/**
 * Options of {@link WidgetSeeder}. The same options generate the same widgets, whatever the number
 * of jobs.
 *
 * @param count the number of widgets
 * @param start the index of the first widget, at least 1
 * @param seed the seed of the names, ports and associations
 * @param serials the pattern of the serial numbers
 * @param ports the frequencies of the ports
 * @param associated the share of the ports that are taken, 0 to 1
 * @param jobs the number of connections that work at once, 1 to 64
 */
public record SeedOptions(
        long count,
        long start,
        long seed,
        SerialPattern serials,
        PortWeights ports,
        double associated,
        int jobs) {

    private static final long HIGHEST = 999_999_999_999_999_999L;
    private static final int MOST_JOBS = 64;
    private static final int USUAL_JOBS = 8;
    private static final long USUAL_SEED = 42;

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException if an option is out of its range
     */
    public SeedOptions {
        if (count < 1) {
            throw new IllegalArgumentException("The count must be at least 1, not " + count + ".");
        }
        if (start < 1 || count > HIGHEST || start > HIGHEST - count + 1) {
            throw new IllegalArgumentException(
                    "The start must be at least 1 and the last index at most " + HIGHEST
                            + ", unlike start " + start + " with count " + count + ".");
        }
        if (!(associated >= 0 && associated <= 1)) {
            throw new IllegalArgumentException(
                    "The share of ports that are taken must be 0 to 1, not " + associated + ".");
        }
        if (jobs < 1 || jobs > MOST_JOBS) {
            throw new IllegalArgumentException(
                    "The number of jobs must be 1 to " + MOST_JOBS + ", not " + jobs + ".");
        }
    }

    /**
     * Returns options for a number of widgets, W-0000000001, W-0000000002 and so on, with an
     * average of two ports, half of which are taken. The number of jobs is that of the processors,
     * at most 8.
     *
     * @throws IllegalArgumentException if the count is below 1
     */
    public static SeedOptions of(long count) {
        return new SeedOptions(
                count,
                1,
                USUAL_SEED,
                SerialPattern.DEFAULT,
                PortWeights.DEFAULT,
                0.5,
                Math.min(USUAL_JOBS, Runtime.getRuntime().availableProcessors()));
    }

    /** Returns the same options with another start. */
    public SeedOptions withStart(long other) {
        return new SeedOptions(count, other, seed, serials, ports, associated, jobs);
    }

    /** Returns the same options with another seed. */
    public SeedOptions withSeed(long other) {
        return new SeedOptions(count, start, other, serials, ports, associated, jobs);
    }

    /** Returns the same options with another pattern of serial numbers. */
    public SeedOptions withSerials(SerialPattern other) {
        return new SeedOptions(count, start, seed, other, ports, associated, jobs);
    }

    /** Returns the same options with other frequencies of the ports. */
    public SeedOptions withPorts(PortWeights other) {
        return new SeedOptions(count, start, seed, serials, other, associated, jobs);
    }

    /** Returns the same options with another share of ports that are taken. */
    public SeedOptions withAssociated(double other) {
        return new SeedOptions(count, start, seed, serials, ports, other, jobs);
    }

    /** Returns the same options with another number of jobs. */
    public SeedOptions withJobs(int other) {
        return new SeedOptions(count, start, seed, serials, ports, associated, other);
    }

    /** Returns the index of the last widget. */
    public long last() {
        return start + count - 1;
    }
}
