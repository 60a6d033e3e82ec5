package dev.widgets.cli.torture;

import java.util.Locale;

/** The serial numbers of the widgets of torture runs. */
final class TortureSerials {

    static final String PREFIX = "torture-";

    /** The first text that sorts after all serial numbers with the prefix. */
    static final String END = "torture.";

    private static final int LONGEST = 255;

    private TortureSerials() {}

    static String of(int index) {
        return String.format(Locale.ROOT, PREFIX + "%06d", index);
    }

    /** Returns a serial number that is one character too long. */
    static String tooLong() {
        return PREFIX + "x".repeat(LONGEST + 1 - PREFIX.length());
    }

    /** Returns whether a serial number has the prefix of torture. */
    static boolean isOwn(String serialNumber) {
        return serialNumber.startsWith(PREFIX);
    }

    static boolean isTooLong(String text) {
        return text.length() > LONGEST;
    }
}
