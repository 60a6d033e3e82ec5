package dev.widgets;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads CSV (RFC 4180) in UTF-8, with a byte order mark or without, and with lines that end in LF
 * or CRLF. A row that is not well formed is read to its end and says why; reading then continues.
 */
final class CsvReader {

    private static final int BUFFER = 1 << 16;
    private static final int END = -1;
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private long line = 1;

    CsvReader(InputStream in) throws IOException {
        this.in = in;
        skipMark();
    }

    private void skipMark() throws IOException {
        limit = in.readNBytes(buffer, 0, BUFFER);
        if (limit >= MARK.length
                && buffer[0] == MARK[0]
                && buffer[1] == MARK[1]
                && buffer[2] == MARK[2]) {
            position = MARK.length;
        }
    }

    /** Returns the next byte, 0 to 255, or -1 at the end. */
    private int read() throws IOException {
        if (position == limit) {
            limit = Math.max(0, in.read(buffer, 0, BUFFER));
            position = 0;
            if (limit == 0) {
                return END;
            }
        }
        return buffer[position++] & 0xFF;
    }

    /** Steps back by the byte that was read last, unless that was the end. */
    private void unread(int value) {
        if (value != END) {
            position--;
        }
    }

    /** Reads the next row that is not blank; returns false at the end. */
    boolean next(ImportRow row) throws IOException {
        do {
            int first = read();
            if (first == END) {
                return false;
            }
            unread(first);
            row.begin(line);
            boolean more = true;
            while (more) {
                more = field(row);
            }
        } while (row.isBlank());
        return true;
    }

    /** Reads a line as a single field; returns false at the end. */
    boolean nextLine(ImportRow row) throws IOException {
        do {
            int next = read();
            if (next == END) {
                return false;
            }
            row.begin(line);
            while (next != END && next != '\n') {
                row.put(next);
                next = read();
            }
            row.endField();
            line++;
        } while (row.isBlank());
        return true;
    }

    /** Reads a field and what separates it from the next one; returns whether there is one. */
    private boolean field(ImportRow row) throws IOException {
        int next = read();
        if (next == '"') {
            return quoted(row);
        }
        while (true) {
            switch (next) {
                case ',' -> {
                    row.endField();
                    return true;
                }
                case '\n', END -> {
                    return endRow(row);
                }
                case '\r' -> {
                    next = read();
                    if (next != '\n' && next != END) {
                        row.put('\r');
                    }
                    continue;
                }
                case '"' ->
                    row.refuse("A quote is inside a field that does not begin with one;"
                            + " quote the field and double the quotes in it.");
                default -> row.put(next);
            }
            next = read();
        }
    }

    private boolean endRow(ImportRow row) {
        row.endField();
        line++;
        return false;
    }

    private boolean quoted(ImportRow row) throws IOException {
        while (true) {
            int next = read();
            if (next == END) {
                row.refuse("A quoted field is not closed; a quote is missing.");
                return endRow(row);
            }
            if (next == '"') {
                next = read();
                if (next != '"') {
                    return afterQuote(row, next);
                }
            } else if (next == '\n') {
                line++;
            }
            row.put(next);
        }
    }

    private boolean afterQuote(ImportRow row, int first) throws IOException {
        int next = first;
        while (next != ',' && next != '\n' && next != END) {
            if (next != '\r') {
                row.refuse("Text follows the closing quote of a field; double the quotes in it.");
            }
            next = read();
        }
        if (next == ',') {
            row.endField();
            return true;
        }
        return endRow(row);
    }
}
