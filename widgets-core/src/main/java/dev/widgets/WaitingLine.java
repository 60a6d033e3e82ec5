package dev.widgets;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits for a lane. One that is free takes all of it, up to a batch, as soon as no other lane
 * is sending. While another is, it takes only a crowd: fewer are better off with what the other
 * takes when it is back, because small batches cost the database more than the wait for it; unless
 * that has been away for long, held up by a lock or the network. Where so few come that each is
 * taken alone, every lane takes what there is.
 */
final class WaitingLine<P> {

    /** Measured: with 16 to 256 callers a tenth to a quarter faster than a lane for every one. */
    private static final int CROWD = 32;

    /** Longer than a large batch takes, and hardly to be noticed. */
    private static final long PATIENCE_NANOS = 20_000_000;

    private static final Logger LOGGER = LoggerFactory.getLogger(WaitingLine.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition calls = lock.newCondition();
    private final Queue<P> waiting = new ArrayDeque<>();
    private final int longest;
    private final int lanes;
    private final int batch;
    private final int crowd;

    /** Those that send, lanes and others, and since when. */
    private final Map<Thread, Long> departures = new HashMap<>();

    private int lastTaken;
    /** Lanes that look by themselves whether those that send stay away for long. */
    private int watching;

    /** Lanes that have been called and are not here yet. */
    private int called;

    private boolean closed;

    /** What becomes of one that comes. */
    enum Admission {
        WAITS,
        TOO_MANY,
        CLOSED
    }

    WaitingLine(CoalescingOptions options) {
        longest = options.queueLength();
        lanes = options.lanes();
        batch = options.batchSize();
        crowd = Math.min(CROWD, batch);
    }

    /** Lets it wait, unless the line is full or closed. */
    Admission add(P pending) {
        lock.lock();
        try {
            if (closed) {
                return Admission.CLOSED;
            }
            if (waiting.size() >= longest) {
                return Admission.TOO_MANY;
            }
            waiting.add(pending);
            callIfNeeded();
            return Admission.WAITS;
        } finally {
            lock.unlock();
        }
    }

    /** What a lane is to send now, once there is something; nothing when the line has closed. */
    List<P> take() {
        lock.lock();
        try {
            awaitWork();
            List<P> taken = new ArrayList<>(Math.min(waiting.size(), batch));
            while (taken.size() < batch && !waiting.isEmpty()) {
                taken.add(waiting.remove());
            }
            if (!taken.isEmpty()) {
                lastTaken = taken.size();
                depart();
                callIfNeeded();
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** The same for a lane that has sent what it had taken. */
    List<P> takeNext() {
        lock.lock();
        try {
            departures.remove(Thread.currentThread());
            if (closed) {
                calls.signalAll();
            }
            return take();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether somebody may send at once in the place of a lane; who may tells when it is
     * {@link #sent()}.
     */
    boolean pass() {
        lock.lock();
        try {
            boolean passes = !closed
                    && waiting.isEmpty()
                    && departures.size() + called < (enough() == 1 ? lanes : 1);
            if (passes) {
                depart();
            }
            return passes;
        } finally {
            lock.unlock();
        }
    }

    /** What went past the line has been sent. */
    void sent() {
        lock.lock();
        try {
            departures.remove(Thread.currentThread());
            if (closed) {
                calls.signalAll();
            } else {
                callIfNeeded();
            }
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Lets nobody in any more, and returns when all that was let in has been sent. */
    void close() {
        lock.lock();
        try {
            closed = true;
            calls.signalAll();
            while (!departures.isEmpty() || !waiting.isEmpty()) {
                calls.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void depart() {
        departures.put(Thread.currentThread(), System.nanoTime());
    }

    /** Until there is something to send, or never will be. */
    private void awaitWork() {
        while (!isWorthwhile() && !(closed && waiting.isEmpty())) {
            if (departures.isEmpty()) {
                calls.awaitUninterruptibly();
            } else {
                watching++;
                try {
                    long unused = calls.awaitNanos(PATIENCE_NANOS);
                } catch (InterruptedException e) {
                    // whoever wants a lane to end closes the line
                    LOGGER.debug("A lane was interrupted and goes on", e);
                } finally {
                    watching--;
                }
            }
            // also where nobody has called: one call too many does no harm, one too few would
            called = Math.max(0, called - 1);
        }
    }

    private boolean isWorthwhile() {
        return waiting.size() >= enough() || (!waiting.isEmpty() && (closed || areAllHeldUp()));
    }

    /** How many another lane is needed for: a crowd, or any one where they do not meet so far. */
    private int enough() {
        return lastTaken > 1 ? crowd : 1;
    }

    /** Whether nobody sends of whom it is to be expected that he is back soon. */
    private boolean areAllHeldUp() {
        long now = System.nanoTime();
        return departures.values().stream().allMatch(since -> now - since > PATIENCE_NANOS);
    }

    private void callIfNeeded() {
        boolean needed = called == 0
                ? isWorthwhile() || (watching == 0 && !waiting.isEmpty())
                : waiting.size() >= enough() * (1 + called);
        if (needed && lock.hasWaiters(calls)) {
            called++;
            calls.signal();
        }
    }
}
