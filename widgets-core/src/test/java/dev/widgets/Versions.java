package dev.widgets;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The states of one widget in the order of the changes of the registry, with the bounds in time
 * that the calls behind them set.
 */
final class Versions {

    private final String serialNumber;
    private final List<RegistryModel.State> states = new ArrayList<>();
    private final List<History.Event> events = new ArrayList<>();
    private final List<Long> positions = new ArrayList<>();
    private long[] earliestReturns;
    private long[] latestInvocations;

    private Versions(String serialNumber, RegistryModel.State start) {
        this.serialNumber = serialNumber;
        states.add(start);
        positions.add(0L);
    }

    /** The versions of a widget, begun with its state in a registry if there are none yet. */
    static Versions of(Map<String, Versions> all, String serialNumber, RegistryModel registry) {
        return all.computeIfAbsent(
                serialNumber, key -> new Versions(key, registry.state(serialNumber)));
    }

    String serialNumber() {
        return serialNumber;
    }

    void add(long position, History.Event event, RegistryModel.State state) {
        positions.add(position);
        events.add(event);
        states.add(state);
    }

    /** The state after so many changes of the registry, null if the widget was not there. */
    RegistryModel.State at(long position) {
        return states.get(index(position));
    }

    private int index(long position) {
        int index = Collections.binarySearch(positions, position);
        return index < 0 ? -index - 2 : index;
    }

    /** The position before which nobody who calls at this time can see the widget. */
    long firstPossible(long invoked) {
        prepare();
        return positions.get(countUpTo(earliestReturns, invoked - 1));
    }

    /** The position after which nobody who has returned at this time can have seen the widget. */
    long lastPossible(long returned) {
        prepare();
        int next = countUpTo(latestInvocations, returned) + 1;
        return next < positions.size() ? positions.get(next) - 1 : Long.MAX_VALUE;
    }

    private static int countUpTo(long[] sorted, long value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The positions from one to another at which the widget changed, the first one included. */
    long[] changesWithin(long from, long to) {
        return LongStream.concat(
                        LongStream.of(from),
                        positions.stream()
                                .skip(index(from))
                                .mapToLong(Long::longValue)
                                .dropWhile(position -> position <= from)
                                .takeWhile(position -> position <= to))
                .toArray();
    }

    /**
     * Calls are nearly in the order of time: the running bounds are sorted, and can be searched.
     */
    private void prepare() {
        if (earliestReturns != null) {
            return;
        }
        earliestReturns = events.stream().mapToLong(History.Event::returned).toArray();
        latestInvocations = events.stream().mapToLong(History.Event::invoked).toArray();
        for (int i = 1; i < events.size(); i++) {
            int j = events.size() - 1 - i;
            earliestReturns[j] = Math.min(earliestReturns[j], earliestReturns[j + 1]);
            latestInvocations[i] = Math.max(latestInvocations[i], latestInvocations[i - 1]);
        }
    }

    @Override
    public String toString() {
        return serialNumber;
    }
}
