package dev.widgets;

/**
 * Random numbers from a key and a counter, so that the number at any place can be had at once. The
 * algorithm is SplitMix64: Steele, Lea and Flood, Fast Splittable Pseudorandom Number Generators
 * (OOPSLA 2014), with the constants of its variant 13 by Stafford.
 */
final class SplitMix64 {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    SplitMix64(long key) {
        state = key;
    }

    /** The number that belongs to a place in the sequence of a key. */
    static long at(long key, long place) {
        return mix(key + place * GAMMA);
    }

    static long mix(long number) {
        long z = (number ^ (number >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** 32 bits scaled to 0 until bound; the bias is below bound divided by 2 to the 32nd. */
    static int scale(int bits, int bound) {
        return (int) (((bits & 0xFFFFFFFFL) * bound) >>> Integer.SIZE);
    }

    int nextInt(int bound) {
        state += GAMMA;
        return scale((int) (mix(state) >>> Integer.SIZE), bound);
    }
}
