package dev.widgets.cli.torture;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes each event as a line of its own, by one write to the system, so that what has been written
 * is not lost when the process is killed, and no line is there by half.
 *
 * @param out a pipe to the process that keeps the history
 */
record Recorder(OutputStream out) {

    /** A call is about to be made. */
    void begin(String id, Transport transport, Step step) {
        write(HistoryLine.begin(id, System.nanoTime(), transport, step));
    }

    /** It has ended. */
    void end(String id, CallOutcome outcome) {
        write(HistoryLine.end(id, System.nanoTime(), outcome));
    }

    private void write(String line) {
        byte[] bytes = (line + '\n').getBytes(StandardCharsets.UTF_8);
        try {
            synchronized (out) {
                out.write(bytes);
                out.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
