package dev.widgets.cli.torture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * When which widgets may have been associated. It only keeps removals away from widgets that
 * certainly had nothing to do with what was removed.
 */
final class Associations {

    private static final List<String> PORTS = List.of("P", "Q", "R");

    /** When associations may have begun: by the latest moment of those begun before a time. */
    private final Map<String, Latest> begun = new HashMap<>();

    /** When they certainly ended: by the earliest moment of those over before a time. */
    private final Map<String, Latest> ended = new HashMap<>();

    private final Map<String, Set<String>> peers = new HashMap<>();

    /** They may have been associated by this. */
    void begun(RecordedCall call) {
        String one = call.step().serialNumber();
        String other = call.step().peer();
        peers.computeIfAbsent(one, key -> new TreeSet<>()).add(other);
        peers.computeIfAbsent(other, key -> new TreeSet<>()).add(one);
        latest(begun, pair(one, other, call.step().ports())).add(call.begun(), call.ended());
    }

    /** Their association ended, if it is certain that this was done. */
    void ended(RecordedCall call) {
        if (!call.isOpen()) {
            Step step = call.step();
            latest(ended, pair(step.serialNumber(), step.peer(), step.ports()))
                    .add(call.ended(), call.begun());
        }
    }

    /** All associations of a widget ended, if it is certain that this was done. */
    void removed(RecordedCall call) {
        if (!call.isOpen()) {
            latest(ended, call.step().serialNumber()).add(call.ended(), call.begun());
        }
    }

    /** To be called when all is in. */
    void sort() {
        begun.values().forEach(Latest::sort);
        ended.values().forEach(Latest::sort);
    }

    /** Which widgets may ever have been associated with this one. */
    Set<String> peers(String serialNumber) {
        return peers.getOrDefault(serialNumber, Set.of());
    }

    /** Whether the two may have been associated when one of them was removed by this call. */
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

    /** Values with times: the greatest value of all before a time. */
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

        /** {@link Long#MIN_VALUE} if there is none. */
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
