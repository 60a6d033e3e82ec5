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
 * Queue of pending operations. An idle lane drains it, up to one batch, as soon as no other lane is
 * sending. While another lane is sending, an idle lane waits until a larger batch has gathered,
 * because many small batches cost the database more than the short wait; but it does not wait for
 * senders that have been busy for longer than 20 ms, which a lock or the network may have stalled.
 * As long as batches hold a single operation, so that callers do not compete, every lane takes what
 * there is.
 */
final class BatchQueue<P> {

    /** Longer than a large batch takes, and hardly noticeable to a caller. */
    private static final long STALL_NANOS = 20_000_000;

    private static final Logger LOGGER = LoggerFactory.getLogger(BatchQueue.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<P> pending = new ArrayDeque<>();
    private final int capacity;
    private final int lanes;
    private final int batchSize;
    private final int nextLaneAt;

    /** The threads that are sending, lanes and callers, and since when. */
    private final Map<Thread, Long> senders = new HashMap<>();

    private int lastBatch;

    /** Lanes that wake up by themselves to find out whether the senders are stalled. */
    private int polling;

    /** Lanes that have been signalled and have not woken up yet. */
    private int signalled;

    private boolean closed;

    /** What became of an operation that was offered to the queue. */
    enum Admission {
        QUEUED,
        FULL,
        CLOSED
    }

    BatchQueue(CoalescingOptions options) {
        capacity = options.queueLength();
        lanes = options.lanes();
        batchSize = options.batchSize();
        nextLaneAt = Math.min(options.nextLaneAt(), batchSize);
    }

    /** Queues an operation, unless the queue is full or closed. */
    Admission offer(P operation) {
        lock.lock();
        try {
            if (closed) {
                return Admission.CLOSED;
            }
            if (pending.size() >= capacity) {
                return Admission.FULL;
            }
            pending.add(operation);
            signalIfNeeded();
            return Admission.QUEUED;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next batch of a lane; returns an empty one when the queue has been closed. */
    List<P> take() {
        lock.lock();
        try {
            awaitBatch();
            List<P> batch = new ArrayList<>(Math.min(pending.size(), batchSize));
            if (pending.isEmpty()) {
                return batch;
            }
            beginSending();
            while (batch.size() < batchSize && !pending.isEmpty()) {
                batch.add(pending.remove());
            }
            lastBatch = batch.size();
            signalIfNeeded();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Does the same for a lane that has sent its last batch. */
    List<P> takeNext() {
        lock.lock();
        try {
            senders.remove(Thread.currentThread());
            if (closed) {
                changed.signalAll();
            }
            return take();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns whether the calling thread may send an operation at once, without a lane; the caller
     * must then call {@link #endDirect()}.
     */
    boolean beginDirect() {
        lock.lock();
        try {
            boolean allowed = !closed
                    && pending.isEmpty()
                    && senders.size() + signalled < (neededBatch() == 1 ? lanes : 1);
            if (allowed) {
                beginSending();
            }
            return allowed;
        } finally {
            lock.unlock();
        }
    }

    /** Ends what {@link #beginDirect()} has begun. */
    void endDirect() {
        lock.lock();
        try {
            senders.remove(Thread.currentThread());
            if (closed) {
                changed.signalAll();
            } else {
                signalIfNeeded();
            }
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return pending.size();
        } finally {
            lock.unlock();
        }
    }

    /** Admits no further operation, and returns when all that were admitted have been sent. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            while (!senders.isEmpty() || !pending.isEmpty()) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void beginSending() {
        senders.put(Thread.currentThread(), System.nanoTime());
    }

    private void awaitBatch() {
        while (!isReady() && !(closed && pending.isEmpty())) {
            if (senders.isEmpty()) {
                changed.awaitUninterruptibly();
            } else {
                polling++;
                try {
                    long unused = changed.awaitNanos(STALL_NANOS);
                } catch (InterruptedException e) {
                    // a lane ends when the queue is closed
                    LOGGER.debug("Lane {} was interrupted and goes on", Thread.currentThread(), e);
                } finally {
                    polling--;
                }
            }
            // also if nobody has signalled: a signal too many does no harm, one too few would
            signalled = Math.max(0, signalled - 1);
        }
    }

    private boolean isReady() {
        return pending.size() >= neededBatch()
                || (!pending.isEmpty() && (closed || areAllSendersStalled()));
    }

    /** The batch that another lane starts for. */
    private int neededBatch() {
        return lastBatch > 1 ? nextLaneAt : 1;
    }

    /**
     * Whether every sender has been busy for longer than {@link #STALL_NANOS}, or there is none.
     */
    private boolean areAllSendersStalled() {
        long now = System.nanoTime();
        for (long since : senders.values()) {
            if (now - since <= STALL_NANOS) {
                return false;
            }
        }
        return true;
    }

    private void signalIfNeeded() {
        boolean needed = signalled == 0
                ? isReady() || (polling == 0 && !pending.isEmpty())
                : pending.size() >= neededBatch() * (1 + signalled);
        if (needed && lock.hasWaiters(changed)) {
            signalled++;
            changed.signal();
        }
    }
}
