package dev.widgets.cli.torture;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Reads the output of a process to its end, and keeps the last lines. */
final class LastLines {

    private static final int KEPT = 20;

    private final Deque<String> lines = new ArrayDeque<>();

    /** Starts a thread that reads the stream and passes each line to a listener. */
    Thread read(InputStream in, Consumer<String> listener) {
        Thread thread = new Thread(() -> readAll(in, listener), "reader");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void readAll(InputStream in, Consumer<String> listener) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
                listener.accept(line);
            }
        } catch (IOException e) {
            // the process has ended
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        if (lines.size() > KEPT) {
            lines.remove();
        }
    }

    /** Returns the last lines, joined. */
    @Override
    public synchronized String toString() {
        return String.join(" ", lines);
    }
}
