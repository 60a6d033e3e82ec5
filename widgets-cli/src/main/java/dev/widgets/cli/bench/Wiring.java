package dev.widgets.cli.bench;

/**
 * How clients share connections.
 *
 * @param connections the most connections, 1 to 1,000
 * @param lanes as in {@link dev.widgets.CoalescingOptions}
 * @param batchSize as in {@link dev.widgets.CoalescingOptions}
 */
public record Wiring(int connections, int lanes, int batchSize) {

    private static final int MOST = 1000;

    /**
     * Checks the connections.
     *
     * @throws IllegalArgumentException if there are none or too many
     */
    public Wiring {
        if (connections < 1 || connections > MOST) {
            throw new IllegalArgumentException(
                    "The connections are 1 to " + MOST + ", not " + connections + ".");
        }
    }
}
