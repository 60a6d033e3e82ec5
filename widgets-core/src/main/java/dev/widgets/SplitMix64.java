package dev.widgets;

/**
 * Generates random numbers from a key and a counter, so that any number of the sequence can be
 * computed directly. The algorithm is SplitMix64: Steele, Lea and Flood, Fast Splittable
 * Pseudorandom Number Generators (OOPSLA 2014), with Stafford's variant 13 of its constants.
 */
final class SplitMix64 {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    SplitMix64(long key) {
        state = key;
    }

    /** Returns the number at a place in the sequence of a key. */
    static long at(long key, long place) {
        return mix(key + place * GAMMA);
    }

    static long mix(long number) {
        long z = (number ^ (number >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Scales 32 bits to the range from 0 to bound - 1; the bias is below bound / 2^32. */
    static int scale(int bits, int bound) {
        return (int) (((bits & 0xFFFFFFFFL) * bound) >>> Integer.SIZE);
    }

    int nextInt(int bound) {
        state += GAMMA;
        return scale((int) (mix(state) >>> Integer.SIZE), bound);
    }
}
