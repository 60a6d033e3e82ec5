package dev.widgets.cli.torture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Which faults happen one after the other: the same ones from the same seed. Each comes early once.
 */
final class FaultPlan {

    private static final int LEAST_PAUSE_MILLIS = 50;
    private static final int MORE_PAUSE_MILLIS = 250;
    private static final int RECOVERY_MILLIS = 1500;

    /**
     * A fault.
     *
     * @param pauseMillis how long before it happens
     * @param fault which
     * @param choice chooses what it happens to, and how
     */
    record Planned(int pauseMillis, Fault fault, int choice) {}

    private final Random random;
    private final List<Fault> weighted = new ArrayList<>();
    private final Deque<Fault> first;
    private boolean recovering;

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

    /** The next one. */
    Planned next() {
        int pause = LEAST_PAUSE_MILLIS
                + random.nextInt(MORE_PAUSE_MILLIS)
                + (recovering ? RECOVERY_MILLIS : 0);
        Fault fault =
                first.isEmpty() ? weighted.get(random.nextInt(weighted.size())) : first.remove();
        recovering = fault.isOfServer() || fault == Fault.KILL_CLIENT;
        return new Planned(pause, fault, random.nextInt(Integer.MAX_VALUE));
    }
}
