package dev.widgets.cli.torture;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes each event as one line with one system call. When the process is killed, written lines are
 * not lost and no line is incomplete.
 *
 * @param out a pipe to the process that writes the history
 */
record Recorder(OutputStream out) {

    /** Records that a call is about to be made. */
    void begin(String id, Transport transport, Step step) {
        write(HistoryLine.begin(id, System.nanoTime(), transport, step));
    }

    /** Records that a call has ended. */
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
