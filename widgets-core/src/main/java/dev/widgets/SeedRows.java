package dev.widgets;

import java.io.IOException;
import java.sql.SQLException;

/** Writes the widgets of a block as rows of a format. Each instance is used by one thread. */
abstract class SeedRows {

    /** Receives the bytes of the rows. */
    @FunctionalInterface
    interface Sink {

        /** Receives the first bytes of a buffer, which is reused afterwards. */
        void write(byte[] buffer, int length) throws IOException, SQLException;
    }

    private static final int CAPACITY = 1 << 16;

    /** More bytes than any row has: four escaped serial numbers of 255 characters and the rest. */
    private static final int LONGEST_ROW = 12 * 1024;

    private static final int DIGIT_BASE = 10;

    private final byte[] buffer = new byte[CAPACITY];
    private int length;

    /** Writes all widgets of a block. */
    final void write(SeedBlock block, Sink sink) throws IOException, SQLException {
        for (int i = 0; i < block.size(); i++) {
            row(block, i);
            if (length > CAPACITY - LONGEST_ROW) {
                flush(sink);
            }
        }
        flush(sink);
    }

    abstract void row(SeedBlock block, int widget);

    private void flush(Sink sink) throws IOException, SQLException {
        sink.write(buffer, length);
        length = 0;
    }

    final void put(byte[] bytes) {
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
    }

    final void putByte(int value) {
        buffer[length++] = (byte) value;
    }

    /** Appends two bytes, big-endian. */
    final void putShort(int value) {
        putByte(value >> 8);
        putByte(value);
    }

    /** Appends four bytes, big-endian. */
    final void putInt(int value) {
        putShort(value >> 16);
        putShort(value);
    }

    /** Appends a decimal number with leading zeros up to a number of digits. */
    final void putDigits(long number, int digits) {
        long rest = number;
        for (int at = length + digits - 1; at >= length; at--) {
            buffer[at] = (byte) ('0' + rest % DIGIT_BASE);
            rest /= DIGIT_BASE;
        }
        length += digits;
    }

    static int digits(long number, int width) {
        int digits = 1;
        for (long rest = number / DIGIT_BASE; rest > 0; rest /= DIGIT_BASE) {
            digits++;
        }
        return Math.max(digits, width);
    }
}
