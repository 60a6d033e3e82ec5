package dev.widgets;

import java.util.Arrays;
import java.util.List;

/**
 * Generates the widgets of one block of a seeding run: their names, ports and associations. Peers
 * are always in the same block. Blocks are numbered over all indexes, so a block that is completely
 * in two runs is the same in both; in a block where a run begins or ends, only the widgets of the
 * run are associated.
 *
 * <p>The seed and the index of a widget determine its name and ports. The seed and the number of
 * the block determine the associations: a random pairing of the ports of each type, up to the
 * requested share, in which some pairs of earlier types are repeated. As in the SQL functions, an
 * association takes the first free port of the type, so single operations produce the same rows.
 *
 * <p>An instance generates many blocks, one after the other, in one thread.
 */
final class SeedBlock {

    /** The number of widgets in a block. Another number would generate other associations. */
    static final int SIZE = 50_000;

    private static final int SLOTS = 3;
    private static final List<PortType> TYPES = List.of(PortType.values());

    /** One in so many pairs is associated on a second type too, if it has the ports. */
    private static final int TWICE = 16;

    private static final int TRIES = 16;

    private final SeedOptions options;
    private final long key;
    private final int[] sums;
    private final Ports[] combinations;
    private final int[][] firstSlot;
    private final int[][] slotCount;

    private final byte[] combination;
    private final short[] name;
    private final int[] peers;
    private final int[] pairs;
    private final int[] ends;

    private long first;
    private int size;
    private int pairCount;
    private final int[] pairEnd = new int[TYPES.size()];

    SeedBlock(SeedOptions options) {
        this.options = options;
        key = SplitMix64.mix(options.seed());
        sums = options.ports().sums();
        combinations = options.ports().combinations().toArray(Ports[]::new);
        firstSlot = new int[combinations.length][TYPES.size()];
        slotCount = new int[combinations.length][TYPES.size()];
        for (int c = 0; c < combinations.length; c++) {
            int slot = 0;
            Arrays.fill(firstSlot[c], SLOTS);
            for (PortType type : combinations[c].types()) {
                int t = TYPES.indexOf(type);
                firstSlot[c][t] = Math.min(firstSlot[c][t], slot++);
                slotCount[c][t]++;
            }
        }
        int most = (int) Math.min(SIZE, options.count());
        combination = new byte[most];
        name = new short[most];
        peers = new int[most * SLOTS];
        pairs = new int[most * SLOTS];
        ends = new int[most * SLOTS];
    }

    static long of(long index) {
        return (index - 1) / SIZE;
    }

    /** Generates the part of a block that is in the run. */
    void generate(long block) {
        first = firstIndex(options, block);
        size = (int) size(options, block);
        pairCount = 0;
        Arrays.fill(peers, 0, size * SLOTS, -1);
        int total = sums[sums.length - 1];
        for (int i = 0; i < size; i++) {
            long bits = SplitMix64.at(key, first + i);
            name[i] = (short) SplitMix64.scale((int) bits, SeedNames.count());
            int drawn = SplitMix64.scale((int) (bits >>> Integer.SIZE), total);
            int c = 0;
            while (sums[c] <= drawn) {
                c++;
            }
            combination[i] = (byte) c;
        }
        // widgets use the positive places of the sequence, blocks the negative ones
        SplitMix64 random = new SplitMix64(SplitMix64.at(key, -1 - block));
        for (int t = 0; t < TYPES.size(); t++) {
            associate(t, random);
            pairEnd[t] = pairCount;
        }
    }

    static long firstIndex(SeedOptions options, long block) {
        return Math.max(options.start(), block * SIZE + 1);
    }

    static long lastIndex(SeedOptions options, long block) {
        return Math.min(options.last(), (block + 1) * SIZE);
    }

    /** Returns the number of widgets of a run in a block. */
    static long size(SeedOptions options, long block) {
        return lastIndex(options, block) - firstIndex(options, block) + 1;
    }

    long first() {
        return first;
    }

    int size() {
        return size;
    }

    int name(int widget) {
        return name[widget];
    }

    Ports ports(int widget) {
        return combinations[combination[widget]];
    }

    int combination(int widget) {
        return combination[widget];
    }

    /**
     * Returns the place of the peer at a slot (from 0) in this block, or -1 if the slot is free.
     */
    int peer(int widget, int slot) {
        return peers[widget * SLOTS + slot];
    }

    int pairCount() {
        return pairCount;
    }

    /** Returns the place of the first widget of an association. */
    int oneOf(int pair) {
        return pairs[2 * pair];
    }

    /** Returns the place of the second widget of an association. */
    int otherOf(int pair) {
        return pairs[2 * pair + 1];
    }

    PortType typeOf(int pair) {
        int type = 0;
        while (pairEnd[type] <= pair) {
            type++;
        }
        return TYPES.get(type);
    }

    private void associate(int type, SplitMix64 random) {
        int all = 0;
        for (int i = 0; i < size; i++) {
            all += slotCount[combination[i]][type];
        }
        int wanted = (int) Math.round(all * options.associated() / 2);
        int made = repeatPairs(type, wanted, random);
        int free = collectFree(type);
        while (made < wanted && free > 1) {
            int at = random.nextInt(free);
            int one = ends[at];
            ends[at] = ends[--free];
            for (int tries = 0; tries < TRIES; tries++) {
                at = random.nextInt(free);
                int other = ends[at];
                if (other != one && !areAssociated(one, other, type)) {
                    ends[at] = ends[--free];
                    join(one, other, type);
                    made++;
                    break;
                }
            }
        }
    }

    /** Associates some of the existing pairs on this type too. */
    private int repeatPairs(int type, int wanted, SplitMix64 random) {
        int made = 0;
        int earlier = pairCount;
        for (int pair = 0; pair < earlier && made < wanted; pair++) {
            int one = oneOf(pair);
            int other = otherOf(pair);
            if (random.nextInt(TWICE) == 0
                    && freeSlot(one, type) >= 0
                    && freeSlot(other, type) >= 0
                    && !areAssociated(one, other, type)) {
                join(one, other, type);
                made++;
            }
        }
        return made;
    }

    private int collectFree(int type) {
        int free = 0;
        for (int i = 0; i < size; i++) {
            int from = i * SLOTS + firstSlot[combination[i]][type];
            int to = from + slotCount[combination[i]][type];
            for (int slot = from; slot < to; slot++) {
                if (peers[slot] < 0) {
                    ends[free++] = i;
                }
            }
        }
        return free;
    }

    private void join(int one, int other, int type) {
        peers[freeSlot(one, type)] = other;
        peers[freeSlot(other, type)] = one;
        pairs[2 * pairCount] = one;
        pairs[2 * pairCount + 1] = other;
        pairCount++;
    }

    private int freeSlot(int widget, int type) {
        return slotOf(-1, widget, type);
    }

    private boolean areAssociated(int one, int other, int type) {
        return slotOf(other, one, type) >= 0;
    }

    private int slotOf(int peer, int widget, int type) {
        int from = widget * SLOTS + firstSlot[combination[widget]][type];
        int to = from + slotCount[combination[widget]][type];
        for (int slot = from; slot < to; slot++) {
            if (peers[slot] == peer) {
                return slot;
            }
        }
        return -1;
    }
}
