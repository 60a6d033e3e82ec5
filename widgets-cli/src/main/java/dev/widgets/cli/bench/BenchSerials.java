package dev.widgets.cli.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.widgets.SerialPattern;

/** The serial numbers of a benchmark's own widgets, apart from those of everyone else. */
final class BenchSerials {

    /** Of those that are seeded, counted from 1. */
    static final SerialPattern SEEDED = SerialPattern.parse("bench-%09d");

    /** Of those that are added by operations. */
    static final String ADDED = "bench-add-";

    /** What comes after all of those in the order of serial numbers. */
    static final String AFTER_ADDED = "bench-add.";

    /** All that are added have this name, and are recognised by it. */
    static final String NAME_OF_ADDED = "added by widgets bench";

    private static final int DIGITS = 9;
    private static final int RADIX = 10;
    private static final byte[] ZERO = SEEDED.serialNumber(0).getBytes(ISO_8859_1);

    private BenchSerials() {}

    /** The same as the pattern makes, in a tenth of the time. */
    static String of(int index) {
        byte[] bytes = ZERO.clone();
        int rest = index;
        for (int at = bytes.length - 1; rest > 0; at--) {
            bytes[at] = (byte) ('0' + rest % RADIX);
            rest /= RADIX;
        }
        return new String(bytes, ISO_8859_1);
    }

    /** The index in a serial number, or 0 if it is none that is seeded. */
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
