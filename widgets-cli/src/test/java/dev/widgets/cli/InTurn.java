package dev.widgets.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Of the processes that run tests at once, one at a time makes what a folder is to hold. */
final class InTurn {

    /** What is made. */
    @FunctionalInterface
    interface Work<T, X extends Exception> {
        T make() throws IOException, X;
    }

    private InTurn() {}

    /** Does it when its turn comes. Within a process callers keep apart by themselves. */
    static <T, X extends Exception> T make(Path folder, Work<T, X> work) throws IOException, X {
        Files.createDirectories(folder);
        try (FileChannel lock = FileChannel.open(
                folder.resolve("turn.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();
            return work.make();
        }
    }
}
