package dev.widgets.cli.transfer;

import dev.widgets.TransferFormat;
import dev.widgets.cli.console.CommandException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** What the name of a file says about its format and its compression. */
final class FileNames {

    /** The name of standard input and standard output. */
    static final String STANDARD = "-";

    private static final int BUFFER = 1 << 16;

    private FileNames() {}

    /** Returns the format of a file: CSV, unless its name ends in .jsonl or .ndjson. */
    static TransferFormat format(String name) {
        String plain = lower(name).replaceFirst("\\.gz$", "");
        return plain.endsWith(".jsonl") || plain.endsWith(".ndjson")
                ? TransferFormat.JSON_LINES
                : TransferFormat.CSV;
    }

    /**
     * Rejects a name that promises Zstandard.
     *
     * @param pipe the command that does it by a pipe
     */
    static void requireKnownCompression(String name, String pipe) {
        if (lower(name).endsWith(".zst")) {
            throw CommandException.usage(
                    "Zstandard is not built in (" + name + "); use .gz, or a pipe: " + pipe);
        }
    }

    /** Returns a stream that compresses if the name ends in .gz. */
    static OutputStream compressing(String name, OutputStream out) throws IOException {
        return isGzip(name) ? new FastGzip(out) : out;
    }

    /** Returns a stream that decompresses if the name ends in .gz. */
    static InputStream decompressing(String name, InputStream in) throws IOException {
        return new BufferedInputStream(isGzip(name) ? new GZIPInputStream(in, BUFFER) : in, BUFFER);
    }

    private static boolean isGzip(String name) {
        return lower(name).endsWith(".gz");
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The fastest level: one thread compresses, and the database should not wait for it. */
    private static final class FastGzip extends GZIPOutputStream {

        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
