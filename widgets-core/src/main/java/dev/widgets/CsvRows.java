package dev.widgets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Writes rows as CSV (RFC 4180, but lines end in LF as psql writes them) with the columns of the
 * table. The peers are a PostgreSQL array literal.
 */
final class CsvRows extends SeedRows {

    private static final byte[] HEADER = "serial_number,name,ports,peers\n".getBytes(UTF_8);
    private static final byte[] NULL = "NULL".getBytes(UTF_8);
    private static final byte[] QUOTED_ELEMENT = "\"\"".getBytes(UTF_8);

    private final int width;
    private final boolean quoted;
    private final byte[] prefix;
    private final byte[] suffix;
    private final byte[] prefixInArray;
    private final byte[] suffixInArray;
    private final byte[][] ports;

    CsvRows(SeedOptions options) {
        SerialPattern serials = options.serials();
        width = serials.width();
        String fixed = serials.prefix() + serials.suffix();
        quoted = !fixed.matches("[A-Za-z0-9_.:/-]*");
        prefix = inField(serials.prefix());
        suffix = inField(serials.suffix());
        prefixInArray = inField(inElement(serials.prefix()));
        suffixInArray = inField(inElement(serials.suffix()));
        ports = options.ports().combinations().stream()
                .map(one -> one.toString().getBytes(UTF_8))
                .toArray(byte[][]::new);
    }

    static WidgetSeeder.Summary writeAll(
            SeedOptions options, OutputStream out, WidgetSeeder.ProgressListener listener)
            throws IOException {
        long begin = System.nanoTime();
        NavigableMap<Long, SeedBlocks.Block> blocks = new TreeMap<>();
        CsvRows csv = new CsvRows(options);
        BinaryRows binary = new BinaryRows(options);
        SeedBlock block = new SeedBlock(options);
        long done = 0;
        out.write(HEADER);
        try {
            for (long number = SeedBlock.of(options.start());
                    number <= SeedBlock.of(options.last());
                    number++) {
                listener.progress(WidgetSeeder.Phase.LOADING, done, options.count());
                block.generate(number);
                CRC32C checksum = new CRC32C();
                binary.write(block, (buffer, length) -> checksum.update(buffer, 0, length));
                csv.write(block, (buffer, length) -> out.write(buffer, 0, length));
                blocks.put(number, SeedBlocks.Block.of(block, checksum));
                done += block.size();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        out.flush();
        listener.progress(WidgetSeeder.Phase.LOADING, done, options.count());
        SeedRun run = new SeedRun(0, SeedRun.State.LOADED, options, false, options.count());
        return SeedBlocks.summary(run, blocks, 0, Duration.ofNanos(System.nanoTime() - begin));
    }

    private static String inElement(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static byte[] inField(String text) {
        return text.replace("\"", "\"\"").getBytes(UTF_8);
    }

    @Override
    void row(SeedBlock block, int widget) {
        putQuote(quoted);
        putSerialNumber(block.first() + widget, prefix, suffix);
        putQuote(quoted);
        putByte(',');
        put(SeedNames.bytes(block.name(widget)));
        putByte(',');
        byte[] letters = ports[block.combination(widget)];
        put(letters);
        putByte(',');
        putByte('"');
        putByte('{');
        for (int slot = 0; slot < letters.length; slot++) {
            if (slot > 0) {
                putByte(',');
            }
            putElement(block, block.peer(widget, slot));
        }
        putByte('}');
        putByte('"');
        putByte('\n');
    }

    private void putElement(SeedBlock block, int peer) {
        if (peer < 0) {
            put(NULL);
            return;
        }
        if (quoted) {
            put(QUOTED_ELEMENT);
        }
        putSerialNumber(block.first() + peer, prefixInArray, suffixInArray);
        if (quoted) {
            put(QUOTED_ELEMENT);
        }
    }

    private void putQuote(boolean wanted) {
        if (wanted) {
            putByte('"');
        }
    }

    private void putSerialNumber(long index, byte[] before, byte[] after) {
        put(before);
        putDigits(index, digits(index, width));
        put(after);
    }
}
