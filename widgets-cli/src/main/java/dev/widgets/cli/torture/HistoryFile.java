package dev.widgets.cli.torture;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** Writes a history as it comes, and counts what it has seen. */
final class HistoryFile implements AutoCloseable {

    private final BufferedWriter writer;
    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private long ended;
    private boolean closed;

    private HistoryFile(BufferedWriter writer) {
        this.writer = writer;
    }

    /** Begins a new one, in the place of one that may be there. */
    static HistoryFile create(Path path) throws IOException {
        BufferedWriter writer = Files.newBufferedWriter(path);
        writer.write(HistoryLine.HEADER);
        return new HistoryFile(writer);
    }

    /** Takes a line of {@link HistoryLine}. */
    synchronized void add(String line) {
        if (line.startsWith(HistoryLine.END)) {
            ended++;
        }
        if (closed) {
            return;
        }
        try {
            writer.write(line);
            writer.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void add(Fault fault, String text) {
        add(HistoryLine.fault(System.nanoTime(), fault, text));
        faults.merge(fault, 1, Integer::sum);
    }

    /** How many calls have ended. */
    synchronized long ended() {
        return ended;
    }

    /** How many faults there were of each kind. */
    synchronized Map<Fault, Integer> faults() {
        return new EnumMap<>(faults);
    }

    /** Ends it; what comes later is left out. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        writer.close();
    }
}
