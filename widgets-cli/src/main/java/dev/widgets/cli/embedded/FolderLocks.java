package dev.widgets.cli.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Two locks on a data folder, held by the operating system for this process and given back by it
 * however the process ends: one that starting and stopping the server takes turns by, and one that
 * all who use the server share, so that the last to leave is known.
 */
public final class FolderLocks implements AutoCloseable {

    private static final String TURNS = "turn.lock";
    private static final String USERS = "users.lock";
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** What is done while no other process starts or stops the server. */
    @FunctionalInterface
    interface Turn {
        void take() throws IOException;
    }

    private final FileChannel turns;
    private final FileChannel users;
    private @Nullable FileLock use;
    private volatile boolean givenUp;

    private FolderLocks(FileChannel turns, FileChannel users) {
        this.turns = turns;
        this.users = users;
    }

    public static FolderLocks open(Path folder) throws IOException {
        FileChannel turns = channel(folder.resolve(TURNS));
        try {
            return new FolderLocks(turns, channel(folder.resolve(USERS)));
        } catch (IOException e) {
            turns.close();
            throw e;
        }
    }

    /** Whether the locks of a folder were ever opened. */
    static boolean areIn(Path folder) {
        return Files.exists(folder.resolve(USERS));
    }

    private static FileChannel channel(Path file) throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Waits for the turn and takes it. */
    void inTurn(Turn turn) throws IOException {
        FileLock lock = turns.tryLock();
        while (lock == null) {
            if (givenUp) {
                throw new IOException("the program is ending.");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            lock = turns.tryLock();
        }
        take(lock, turn);
    }

    /** The same for leaving, which is done even if the program is ending. */
    void inLastTurn(Turn turn) throws IOException {
        take(turns.lock(), turn);
    }

    private static void take(FileLock lock, Turn turn) throws IOException {
        try {
            turn.take();
        } finally {
            lock.release();
        }
    }

    /** Makes whoever waits for a turn in this process stop waiting. */
    void giveUp() {
        givenUp = true;
    }

    /** Whether no other process uses the server; to be asked in turn. */
    boolean isAlone() throws IOException {
        FileLock lock = users.tryLock();
        if (lock == null) {
            return false;
        }
        lock.release();
        return true;
    }

    /** Whether no other process is about to start the server, uses it or stops it. */
    boolean isAbandoned() throws IOException {
        FileLock turn = turns.tryLock();
        if (turn == null) {
            return false;
        }
        try {
            return isAlone();
        } finally {
            turn.release();
        }
    }

    /** Counts this process among the users; in turn, so that it never waits. */
    public void enter() throws IOException {
        use = users.lock(0, Long.MAX_VALUE, true);
    }

    void leave() throws IOException {
        FileLock held = use;
        use = null;
        if (held != null) {
            held.release();
        }
    }

    @Override
    public void close() throws IOException {
        users.close();
        turns.close();
    }
}
