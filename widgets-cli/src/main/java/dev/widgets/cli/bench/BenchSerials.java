package dev.widgets.cli.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.widgets.SerialPattern;

/** The serial numbers of the benchmark widgets, distinct from all others. */
final class BenchSerials {

    /** The pattern of seeded widgets, numbered from 1. */
    static final SerialPattern SEEDED = SerialPattern.parse("bench-%09d");

    /** The prefix of widgets that operations add. */
    static final String ADDED = "bench-add-";

    /** Sorts after all serial numbers with that prefix. */
    static final String AFTER_ADDED = "bench-add.";

    /** The name of all added widgets, which identifies them. */
    static final String NAME_OF_ADDED = "added by widgets bench";

    private static final int DIGITS = 9;
    private static final int RADIX = 10;
    private static final byte[] ZERO = SEEDED.serialNumber(0).getBytes(ISO_8859_1);

    private BenchSerials() {}

    /** Returns the same serial number as the pattern, ten times faster. */
    static String of(int index) {
        byte[] bytes = ZERO.clone();
        int rest = index;
        for (int at = bytes.length - 1; rest > 0; at--) {
            bytes[at] = (byte) ('0' + rest % RADIX);
            rest /= RADIX;
        }
        return new String(bytes, ISO_8859_1);
    }

    /**
     * Returns the index in the serial number of a seeded widget, or 0 for any other serial number.
     */
    static int index(String serialNumber) {
        int length = ZERO.length;
        if (serialNumber.length() != length || !serialNumber.startsWith(SEEDED.prefix())) {
            return 0;
        }
        int index = 0;
        for (int at = length - DIGITS; at < length; at++) {
            int digit = serialNumber.charAt(at) - '0';
            if (digit < 0 || digit >= RADIX) {
                return 0;
            }
            index = index * RADIX + digit;
        }
        return index;
    }
}
