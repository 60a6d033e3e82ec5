package dev.widgets.cli.torture;

import java.util.Map;

/**
 * How a torture goes.
 *
 * @param secondsLeft how long it goes on
 * @param rate how many calls end a second now
 * @param faults how many there were so far, of each kind
 */
public record TortureProgress(double secondsLeft, double rate, Map<Fault, Integer> faults) {

    /** Hears how it goes. */
    public interface Listener {

        /** Called a few times a second. */
        void tick(TortureProgress tick);

        /** The clients have ended, and what they did is checked. */
        void checking();
    }
}
