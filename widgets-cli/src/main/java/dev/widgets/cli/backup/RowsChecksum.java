package dev.widgets.cli.backup;

import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** The number of rows of a table and a checksum of 64 bits, whatever their order. */
final class RowsChecksum {

    private static final int HALF = 32;
    private static final long ODD = 0x9E37_79B9_7F4A_7C15L;

    private final CRC32 first = new CRC32();
    private final CRC32C second = new CRC32C();
    private long rows;
    private long sum;

    /** Adds a row in the text format of COPY. */
    void add(byte[] row) {
        first.reset();
        first.update(row, 0, row.length);
        second.reset();
        second.update(row, 0, row.length);
        long mixed = (first.getValue() << HALF | second.getValue()) * ODD;
        sum += mixed ^ mixed >>> HALF;
        rows++;
    }

    long rows() {
        return rows;
    }

    /** Returns whether two tables have the same rows. */
    boolean matches(RowsChecksum other) {
        return rows == other.rows && sum == other.sum;
    }
}
