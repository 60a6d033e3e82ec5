package dev.widgets.cli.torture;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What is to be done.
 *
 * @param duration how long clients work
 * @param seed of operations and faults
 * @param clients how many there are in all
 * @param processes how many they are divided over
 * @param widgets how many serial numbers they meet on
 * @param ways how clients work, each in one of these ways
 * @param faults what happens meanwhile
 * @param history the file that every call is recorded in
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
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range; the message says which
     */
    public TorturePlan {
        transports = List.copyOf(transports);
        check("--clients", clients, 1, MOST_CLIENTS);
        check("--processes", processes, 1, MOST_PROCESSES);
        check("--widgets", widgets, 2, MOST_WIDGETS);
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("--duration is 1s at least.");
        }
    }

    private static void check(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    option + " is a number from " + least + " to " + most + ", not " + value + ".");
        }
    }
}
