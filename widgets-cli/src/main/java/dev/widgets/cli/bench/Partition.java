package dev.widgets.cli.bench;

import dev.widgets.Outcome;
import dev.widgets.PortType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The widgets that one client owns (every n-th of all) and their known state, so that the client
 * can select operations that succeed. Each widget has one port of each type. Not safe for
 * concurrent use.
 */
final class Partition {

    private static final PortType[] TYPES = PortType.values();

    /** Attempts to find two widgets with a free port. */
    private static final int TRIES = 64;

    private static final int SHIFT_OF_DOUBT = 4;

    private final int first;
    private final int step;

    /**
     * For each widget: one bit per port that is not free, and above them one bit per port in doubt.
     */
    private final byte[] ports;

    /** The associations whose lower widget belongs to this partition; see {@link #pair}. */
    private long[] pairs = new long[16];

    private int pairCount;
    private final List<String> added = new ArrayList<>();
    private final Set<String> doubtful = new HashSet<>();
    private final String prefixOfAdded;
    private long addedSoFar;

    private long pending;
    private int pendingAt;

    /**
     * Creates a partition without associations.
     *
     * @param first the index of its first widget
     * @param step the distance to the next widget
     * @param size the number of widgets
     * @param prefixOfAdded the prefix of the serial numbers of added widgets
     */
    Partition(int first, int step, int size, String prefixOfAdded) {
        this.first = first;
        this.step = step;
        this.ports = new byte[size];
        this.prefixOfAdded = prefixOfAdded;
    }

    /** Selects two widgets that can be associated; returns false if none were found. */
    boolean associate(SplittableRandom random, Request request) {
        for (int i = 0; i < TRIES; i++) {
            int one = random.nextInt(ports.length);
            int other = random.nextInt(ports.length);
            int port = random.nextInt(TYPES.length);
            if (one != other && ((ports[one] | ports[other]) & 1 << port) == 0) {
                pending = pair(index(one), index(other), port);
                request.onPair(
                        Verb.ASSOCIATE,
                        BenchSerials.of(index(one)),
                        BenchSerials.of(index(other)),
                        TYPES[port]);
                return true;
            }
        }
        return false;
    }

    /** Selects an association to remove; returns false if there is none. */
    boolean dissociate(SplittableRandom random, Request request) {
        if (pairCount == 0) {
            return false;
        }
        pendingAt = random.nextInt(pairCount);
        pending = pairs[pendingAt];
        request.onPair(
                Verb.DISSOCIATE,
                BenchSerials.of(lower(pending)),
                BenchSerials.of(higher(pending)),
                TYPES[port(pending)]);
        return true;
    }

    void find(SplittableRandom random, Request request) {
        request.onOne(Verb.FIND, BenchSerials.of(index(random.nextInt(ports.length))));
    }

    void add(Request request) {
        request.onOne(Verb.ADD, prefixOfAdded + ++addedSoFar);
    }

    /** Selects an added widget to remove; returns false if there is none. */
    boolean remove(Request request) {
        if (added.isEmpty()) {
            return false;
        }
        request.onOne(Verb.REMOVE, added.get(added.size() - 1));
        return true;
    }

    /** Records the outcome of the operation that was selected last. */
    void settle(Request request, Outcome outcome) {
        if (outcome == Outcome.FAILED) {
            return;
        }
        boolean done = outcome == Outcome.DONE;
        switch (request.verb()) {
            case ASSOCIATE -> {
                take(pending, !done);
                if (done) {
                    put(pending);
                }
            }
            case DISSOCIATE -> {
                pairs[pendingAt] = pairs[--pairCount];
                if (done) {
                    free(lower(pending), port(pending));
                    free(higher(pending), port(pending));
                } else {
                    take(pending, true);
                }
            }
            case ADD -> (done ? added : doubtful).add(request.serialNumber());
            case REMOVE -> {
                String gone = added.remove(added.size() - 1);
                if (!done) {
                    doubtful.add(gone);
                }
            }
            case FIND -> {}
        }
    }

    /** Adds an existing association whose lower widget belongs to this partition. */
    void adopt(int lower, int higher, int port) {
        long pair = pair(lower, higher, port);
        take(pair, false);
        put(pair);
    }

    /** Adds a widget that an operation has added. */
    void adopt(String serialNumber) {
        added.add(serialNumber);
    }

    /** Marks a port as taken by an association of another partition. */
    void take(int index, int port) {
        if (owns(index)) {
            ports[local(index)] |= (byte) (1 << port);
        }
    }

    boolean owns(int index) {
        return index >= first && (index - first) % step == 0 && local(index) < ports.length;
    }

    /** Compares this partition with its state in the database and records the differences. */
    void compare(Partition stored, Differences differences) {
        long[] here = Arrays.copyOf(pairs, pairCount);
        long[] there = Arrays.copyOf(stored.pairs, stored.pairCount);
        Arrays.sort(here);
        Arrays.sort(there);
        int i = 0;
        int j = 0;
        while (i < here.length || j < there.length) {
            if (j == there.length || (i < here.length && here[i] < there[j])) {
                differences.missing(pairText(here[i++]));
            } else if (i == here.length || there[j] < here[i]) {
                long pair = there[j++];
                if ((ports[local(lower(pair))] >> SHIFT_OF_DOUBT & 1 << port(pair)) == 0) {
                    differences.unexpected(pairText(pair));
                }
            } else {
                i++;
                j++;
            }
        }
    }

    List<String> added() {
        return added;
    }

    Set<String> doubtful() {
        return doubtful;
    }

    private void take(long pair, boolean inDoubt) {
        int bits = 1 << port(pair);
        bits |= inDoubt ? bits << SHIFT_OF_DOUBT : 0;
        for (int index : new int[] {lower(pair), higher(pair)}) {
            if (owns(index)) {
                ports[local(index)] |= (byte) bits;
            }
        }
    }

    private void free(int index, int port) {
        if (owns(index)) {
            ports[local(index)] &= (byte) ~(1 << port);
        }
    }

    private void put(long pair) {
        if (pairCount == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * pairCount);
        }
        pairs[pairCount++] = pair;
    }

    private int index(int local) {
        return first + local * step;
    }

    private int local(int index) {
        return (index - first) / step;
    }

    /** Encodes the lower widget, the higher widget and the port in one number. */
    private static long pair(int one, int other, int port) {
        return (long) Math.min(one, other) << 33 | (long) Math.max(one, other) << 2 | port;
    }

    private static int lower(long pair) {
        return (int) (pair >> 33);
    }

    private static int higher(long pair) {
        return (int) (pair >> 2) & Integer.MAX_VALUE;
    }

    private static int port(long pair) {
        return (int) pair & 3;
    }

    private static String pairText(long pair) {
        return "the association of " + BenchSerials.of(lower(pair)) + " and "
                + BenchSerials.of(higher(pair)) + " on " + TYPES[port(pair)];
    }
}
