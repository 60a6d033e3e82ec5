package dev.widgets.cli.torture;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** Writes a history to a file as it happens, and counts calls and faults. */
final class HistoryFile implements AutoCloseable {

    private final BufferedWriter writer;
    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private long ended;
    private boolean closed;

    private HistoryFile(BufferedWriter writer) {
        this.writer = writer;
    }

    /** Creates the file, replacing an existing one. */
    static HistoryFile create(Path path) throws IOException {
        BufferedWriter writer = Files.newBufferedWriter(path);
        writer.write(HistoryLine.HEADER);
        return new HistoryFile(writer);
    }

    /** Appends a line made by {@link HistoryLine}. */
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

    /** Returns how many calls have ended. */
    synchronized long ended() {
        return ended;
    }

    /** Returns the number of faults of each kind. */
    synchronized Map<Fault, Integer> faults() {
        return new EnumMap<>(faults);
    }

    /** Closes the file; later lines are discarded. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        writer.close();
    }
}
