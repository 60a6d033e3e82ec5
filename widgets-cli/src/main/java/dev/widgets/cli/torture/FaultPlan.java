package dev.widgets.cli.torture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Generates a sequence of faults, determined by a seed. Each fault occurs once early in the
 * sequence.
 */
final class FaultPlan {

    private static final int LEAST_PAUSE_MILLIS = 50;
    private static final int MORE_PAUSE_MILLIS = 250;
    private static final int RECOVERY_MILLIS = 1500;

    /** The old primary has to come back as a standby before the next failover. */
    private static final int FAILOVER_MILLIS = 15_000;

    /**
     * A fault to inject.
     *
     * @param pauseMillis the pause before it
     * @param fault its kind
     * @param choice selects the target and the details
     */
    record Planned(int pauseMillis, Fault fault, int choice) {}

    private final Random random;
    private final List<Fault> weighted = new ArrayList<>();
    private final Deque<Fault> first;
    private int recoveryMillis;

    FaultPlan(long seed, Set<Fault> faults) {
        random = new Random(seed);
        faults.forEach(fault -> weighted.addAll(Collections.nCopies(fault.weight(), fault)));
        List<Fault> shuffled = new ArrayList<>(faults);
        Collections.shuffle(shuffled, random);
        first = new ArrayDeque<>(shuffled);
    }

    boolean isEmpty() {
        return weighted.isEmpty();
    }

    /** Returns the next fault. */
    Planned next() {
        int pause = LEAST_PAUSE_MILLIS + random.nextInt(MORE_PAUSE_MILLIS) + recoveryMillis;
        Fault fault =
                first.isEmpty() ? weighted.get(random.nextInt(weighted.size())) : first.remove();
        recoveryMillis = recoveryMillis(fault);
        return new Planned(pause, fault, random.nextInt(Integer.MAX_VALUE));
    }

    private static int recoveryMillis(Fault fault) {
        if (fault == Fault.FAILOVER) {
            return FAILOVER_MILLIS;
        }
        return fault.isOfServer() || fault == Fault.KILL_CLIENT ? RECOVERY_MILLIS : 0;
    }
}
