package dev.widgets.cli.torture;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The settings of a torture run.
 *
 * @param duration how long the clients run
 * @param seed the seed of operations and faults
 * @param clients the total number of clients
 * @param processes the number of client processes
 * @param widgets the number of serial numbers that the clients share
 * @param transports the transports that the clients are divided among
 * @param faults the faults to inject
 * @param history the file in which every call is recorded
 */
public record TorturePlan(
        Duration duration,
        long seed,
        int clients,
        int processes,
        int widgets,
        List<Transport> transports,
        Set<Fault> faults,
        Path history) {

    private static final int MOST_CLIENTS = 500;
    private static final int MOST_PROCESSES = 20;
    private static final int MOST_WIDGETS = 1_000_000;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of range; the message says which
     */
    public TorturePlan {
        transports = List.copyOf(transports);
        check("--clients", clients, 1, MOST_CLIENTS);
        check("--processes", processes, 1, MOST_PROCESSES);
        check("--widgets", widgets, 2, MOST_WIDGETS);
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("--duration must be at least 1s.");
        }
    }

    private static void check(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    option + " must be from " + least + " to " + most + ", but is " + value + ".");
        }
    }
}
