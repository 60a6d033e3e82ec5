package dev.widgets;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Writes rows for {@code copy widgets_store.widgets (serial_number, name, ports, peers) from stdin
 * (format binary)}. The format is described in PostgreSQL's documentation of COPY, File Formats,
 * Binary Format.
 */
final class BinaryRows extends SeedRows {

    /** The signature, no flags, no extension. */
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    private static final byte[] TRAILER = {-1, -1};

    private static final int FIELDS = 4;
    private static final int NULL = -1;
    private static final int TEXT_OID = 25;

    /** The header of an array: dimensions, flags, element type, length and lower bound. */
    private static final int ARRAY_HEAD = 5 * Integer.BYTES;

    private final byte[] prefix;
    private final int width;
    private final byte[] suffix;
    private final byte[][] ports;

    BinaryRows(SeedOptions options) {
        prefix = options.serials().prefix().getBytes(UTF_8);
        width = options.serials().width();
        suffix = options.serials().suffix().getBytes(UTF_8);
        ports = options.ports().combinations().stream()
                .map(one -> one.toString().getBytes(UTF_8))
                .toArray(byte[][]::new);
    }

    static byte[] header() {
        return HEADER.clone();
    }

    static byte[] trailer() {
        return TRAILER.clone();
    }

    @Override
    void row(SeedBlock block, int widget) {
        putShort(FIELDS);
        putSerialNumber(block.first() + widget);
        byte[] name = SeedNames.bytes(block.name(widget));
        putInt(name.length);
        put(name);
        byte[] letters = ports[block.combination(widget)];
        putInt(letters.length);
        put(letters);
        putPeers(block, widget, letters.length);
    }

    private void putPeers(SeedBlock block, int widget, int slots) {
        int bytes = ARRAY_HEAD;
        boolean anyNull = false;
        for (int slot = 0; slot < slots; slot++) {
            int peer = block.peer(widget, slot);
            bytes += Integer.BYTES + (peer < 0 ? 0 : serialNumberLength(block.first() + peer));
            anyNull |= peer < 0;
        }
        putInt(bytes);
        putInt(1);
        putInt(anyNull ? 1 : 0);
        putInt(TEXT_OID);
        putInt(slots);
        putInt(1);
        for (int slot = 0; slot < slots; slot++) {
            int peer = block.peer(widget, slot);
            if (peer < 0) {
                putInt(NULL);
            } else {
                putSerialNumber(block.first() + peer);
            }
        }
    }

    private int serialNumberLength(long index) {
        return prefix.length + digits(index, width) + suffix.length;
    }

    private void putSerialNumber(long index) {
        int digits = digits(index, width);
        putInt(prefix.length + digits + suffix.length);
        put(prefix);
        putDigits(index, digits);
        put(suffix);
    }
}
