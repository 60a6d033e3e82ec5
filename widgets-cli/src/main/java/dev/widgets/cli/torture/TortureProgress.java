package dev.widgets.cli.torture;

import java.util.Map;

/**
 * The progress of a torture run.
 *
 * @param secondsLeft the remaining time in seconds
 * @param rate the current number of calls per second
 * @param faults the number of faults of each kind so far
 */
public record TortureProgress(double secondsLeft, double rate, Map<Fault, Integer> faults) {

    /** Receives progress. */
    public interface Listener {

        /** Called several times per second. */
        void tick(TortureProgress tick);

        /** Called when the clients have ended and the check of the history begins. */
        void checking();
    }
}
