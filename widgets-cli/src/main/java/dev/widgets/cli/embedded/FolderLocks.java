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
 * Two file locks on a data folder, which the operating system releases when the process ends. A
 * process holds the turn lock while it starts or stops the server. All users of the server share
 * the other lock, so that the last one is known.
 */
public final class FolderLocks implements AutoCloseable {

    private static final String TURNS = "turn.lock";
    private static final String USERS = "users.lock";
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** Work for the time that no other process starts or stops the server. */
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

    /** Returns whether the locks of a folder were ever opened. */
    static boolean areIn(Path folder) {
        return Files.exists(folder.resolve(USERS));
    }

    private static FileChannel channel(Path file) throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Does work under the turn lock. */
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

    /** Does work under the turn lock, or returns false if another process holds it. */
    boolean inFreeTurn(Turn turn) throws IOException {
        FileLock lock = turns.tryLock();
        if (lock == null) {
            return false;
        }
        take(lock, turn);
        return true;
    }

    /** Does work under the turn lock even if the program is ending. */
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

    /** Ends the wait of this process for the turn lock. */
    void giveUp() {
        givenUp = true;
    }

    /** Returns whether no other process uses the server. The caller must hold the turn lock. */
    boolean isAlone() throws IOException {
        FileLock lock = users.tryLock();
        if (lock == null) {
            return false;
        }
        lock.release();
        return true;
    }

    /** Returns whether no other process starts, uses or stops the server. */
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

    /** Adds this process to the users. It does not wait if the caller holds the turn lock. */
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
