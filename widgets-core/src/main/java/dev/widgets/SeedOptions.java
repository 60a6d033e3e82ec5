package dev.widgets;

/**
 * What {@link WidgetSeeder} is to make. The same seed makes the same widgets, however many jobs
 * make them.
 *
 * @param count how many widgets
 * @param start the index of the first, from 1 on
 * @param seed chooses the names, ports and associations
 * @param serials the pattern of the serial numbers
 * @param ports how often which ports occur
 * @param associated the share of the ports that are taken, 0 to 1
 * @param jobs how many connections work at once, 1 to 64
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
     * @throws IllegalArgumentException if one is out of its range
     */
    public SeedOptions {
        if (count < 1 || count > HIGHEST) {
            throw new IllegalArgumentException("The count is at least 1, not " + count + ".");
        }
        if (start < 1 || start > HIGHEST - count + 1) {
            throw new IllegalArgumentException(
                    "The start is at least 1, and the last index at most " + HIGHEST
                            + ", unlike a start of " + start + " and a count of " + count + ".");
        }
        if (!(associated >= 0 && associated <= 1)) {
            throw new IllegalArgumentException(
                    "The share of ports that are taken is from 0 to 1, not " + associated + ".");
        }
        if (jobs < 1 || jobs > MOST_JOBS) {
            throw new IllegalArgumentException(
                    "The jobs are 1 to " + MOST_JOBS + ", not " + jobs + ".");
        }
    }

    /**
     * So many widgets W-0000000001, W-0000000002 and so on, with two ports on average, half of them
     * taken, over as many connections as this machine has processors, but at most 8.
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

    /** The same with another start. */
    public SeedOptions withStart(long other) {
        return new SeedOptions(count, other, seed, serials, ports, associated, jobs);
    }

    /** The same with another seed. */
    public SeedOptions withSeed(long other) {
        return new SeedOptions(count, start, other, serials, ports, associated, jobs);
    }

    /** The same with another pattern of serial numbers. */
    public SeedOptions withSerials(SerialPattern other) {
        return new SeedOptions(count, start, seed, other, ports, associated, jobs);
    }

    /** The same with other ports. */
    public SeedOptions withPorts(PortWeights other) {
        return new SeedOptions(count, start, seed, serials, other, associated, jobs);
    }

    /** The same with another share of ports that are taken. */
    public SeedOptions withAssociated(double other) {
        return new SeedOptions(count, start, seed, serials, ports, other, jobs);
    }

    /** The same with another number of connections. */
    public SeedOptions withJobs(int other) {
        return new SeedOptions(count, start, seed, serials, ports, associated, other);
    }

    /** The index of the last widget. */
    public long last() {
        return start + count - 1;
    }
}
