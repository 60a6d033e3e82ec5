package dev.widgets.cli.torture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Records when two widgets may have been associated, so that a removal becomes an event only of
 * those widgets that it may have affected.
 */
final class Associations {

    private static final List<String> PORTS = List.of("P", "Q", "R");

    /**
     * For each pair: the latest moment at which an association begun before a time may have been
     * made.
     */
    private final Map<String, Latest> begun = new HashMap<>();

    /** For each pair or widget: the latest moment since which it certainly was not associated. */
    private final Map<String, Latest> ended = new HashMap<>();

    private final Map<String, Set<String>> peers = new HashMap<>();

    /** Records a call that may have associated two widgets. */
    void begun(RecordedCall call) {
        String one = call.step().serialNumber();
        String other = call.step().peer();
        peers.computeIfAbsent(one, key -> new TreeSet<>()).add(other);
        peers.computeIfAbsent(other, key -> new TreeSet<>()).add(one);
        latest(begun, pair(one, other, call.step().ports())).add(call.begun(), call.ended());
    }

    /** Records a call that removed an association, unless its outcome is unknown. */
    void ended(RecordedCall call) {
        if (!call.isOpen()) {
            Step step = call.step();
            latest(ended, pair(step.serialNumber(), step.peer(), step.ports()))
                    .add(call.ended(), call.begun());
        }
    }

    /** Records a call that removed a widget, unless its outcome is unknown. */
    void removed(RecordedCall call) {
        if (!call.isOpen()) {
            latest(ended, call.step().serialNumber()).add(call.ended(), call.begun());
        }
    }

    /** Must be called once, after all calls have been recorded. */
    void sort() {
        begun.values().forEach(Latest::sort);
        ended.values().forEach(Latest::sort);
    }

    /** Returns the widgets that may ever have been associated with this one. */
    Set<String> peers(String serialNumber) {
        return peers.getOrDefault(serialNumber, Set.of());
    }

    /** Returns whether the two may have been associated when this call removed one of them. */
    boolean mayHold(String one, String other, RecordedCall removal) {
        return PORTS.stream().anyMatch(port -> mayHold(one, other, port, removal));
    }

    private boolean mayHold(String one, String other, String port, RecordedCall removal) {
        String pair = pair(one, other, port);
        long lastEnd = Long.MIN_VALUE;
        for (String key : List.of(pair, one, other)) {
            lastEnd = Math.max(lastEnd, latest(ended, key).before(removal.begun()));
        }
        long lastBegin = latest(begun, pair).before(removal.ended());
        return lastBegin > Long.MIN_VALUE && lastBegin >= lastEnd;
    }

    private static Latest latest(Map<String, Latest> all, String key) {
        return all.computeIfAbsent(key, unused -> new Latest());
    }

    private static String pair(String one, String other, String port) {
        return one.compareTo(other) < 0
                ? port + ":" + one + ":" + other
                : port + ":" + other + ":" + one;
    }

    /** Values with times; finds the greatest value before a time. */
    private static final class Latest {

        private final List<long[]> entries = new ArrayList<>();

        void add(long time, long value) {
            entries.add(new long[] {time, value});
        }

        void sort() {
            entries.sort((one, other) -> Long.compare(one[0], other[0]));
            for (int i = 1; i < entries.size(); i++) {
                entries.get(i)[1] = Math.max(entries.get(i)[1], entries.get(i - 1)[1]);
            }
        }

        /** Returns the greatest value before a time, or {@link Long#MIN_VALUE} if there is none. */
        long before(long time) {
            int low = 0;
            int high = entries.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (entries.get(middle)[0] < time) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low == 0 ? Long.MIN_VALUE : entries.get(low - 1)[1];
        }
    }
}
