package dev.widgets.cli.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Reads a file line by line, as bytes. */
final class Lines {

    private static final int BUFFER = 1 << 16;
    private static final int LONGEST = 1 << 20;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    private byte[] line = new byte[BUFFER];
    private int length;

    Lines(InputStream in) {
        this.in = in;
    }

    /**
     * Reads the next line, with its end; returns false if there is none.
     *
     * @throws IOException if the file cannot be read, or no line of a backup is that long
     */
    boolean next() throws IOException {
        length = 0;
        while (at < end || fill()) {
            int to = at;
            while (to < end && buffer[to] != '\n') {
                to++;
            }
            boolean whole = to < end;
            append(whole ? to + 1 : to);
            if (whole) {
                return true;
            }
        }
        return length > 0;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    private void append(int to) throws IOException {
        int added = to - at;
        if (length + added > LONGEST) {
            throw new IOException("it has a line that is too long.");
        }
        if (length + added > line.length) {
            line = Arrays.copyOf(line, Math.min(LONGEST, 2 * (length + added)));
        }
        System.arraycopy(buffer, at, line, length, added);
        length += added;
        at = to;
    }

    /** Returns the bytes of the line and what follows them; {@link #length} are valid. */
    byte[] bytes() {
        return line;
    }

    /** Returns the number of bytes in the line. */
    int length() {
        return length;
    }

    /** Returns whether the line is this text. */
    boolean is(String text) {
        return length == text.length() + 1 && text().equals(text);
    }

    /** Returns the line without its end. */
    String text() {
        int bytes = length > 0 && line[length - 1] == '\n' ? length - 1 : length;
        return new String(line, 0, bytes, StandardCharsets.UTF_8);
    }

    /** Returns the next line without its end, or nothing at the end of the file. */
    Optional<String> nextText() throws IOException {
        return next() ? Optional.of(text()) : Optional.empty();
    }
}
