package dev.widgets.cli.bench;

/**
 * The connections, lanes and batch size of a benchmark.
 *
 * @param connections the maximum number of connections, from 1 to 1,000
 * @param lanes as in {@link dev.widgets.CoalescingOptions}
 * @param batchSize as in {@link dev.widgets.CoalescingOptions}
 */
public record Wiring(int connections, int lanes, int batchSize) {

    private static final int MOST = 1000;

    /**
     * Checks the number of connections.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public Wiring {
        if (connections < 1 || connections > MOST) {
            throw new IllegalArgumentException(
                    "--connections must be from 1 to " + MOST + ", but is " + connections + ".");
        }
    }
}
