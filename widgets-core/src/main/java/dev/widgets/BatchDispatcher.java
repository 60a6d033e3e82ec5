package dev.widgets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads, called lanes, that send pending operations in batches. A lane takes whatever was queued
 * while it was sending and sends that at once; it never waits for a batch to fill. A caller that
 * waits for its answer anyway sends its operation in its own thread while a lane is idle and the
 * queue is empty, which saves two context switches.
 */
final class BatchDispatcher<P extends Pending<?>> {

    private static final Logger LOGGER = LoggerFactory.getLogger(BatchDispatcher.class);

    /** Sends a batch of operations, all for one role, and records their outcomes. */
    @FunctionalInterface
    interface Sender<P> {
        void send(Optional<String> role, List<P> batch);
    }

    private final CoalescingOptions options;
    private final Sender<P> sender;
    private final BatchQueue<P> queue;
    private final List<Thread> lanes = new ArrayList<>();
    private final AtomicBoolean listenerFailed = new AtomicBoolean();
    private final AtomicBoolean executorFailed = new AtomicBoolean();

    BatchDispatcher(String name, CoalescingOptions options, Sender<P> sender) {
        this.options = options;
        this.sender = sender;
        queue = new BatchQueue<>(options);
        for (int i = 1; i <= options.lanes(); i++) {
            Thread lane = new Thread(this::run, name + "-" + i);
            lane.setDaemon(true);
            lanes.add(lane);
        }
        lanes.forEach(Thread::start);
    }

    /** Queues an operation, or fails it at once. */
    void submit(P pending) {
        switch (queue.offer(pending)) {
            case FULL -> reject(pending, new OverloadedException(options.queueLength()));
            case CLOSED -> reject(pending, closed());
            case QUEUED -> {}
        }
    }

    /** Sends an operation in the calling thread, or returns false if others are ahead of it. */
    boolean perform(P pending) {
        if (!queue.beginDirect()) {
            return false;
        }
        try {
            perform(pending.role(), List.of(pending));
        } finally {
            queue.endDirect();
        }
        complete(pending);
        return true;
    }

    /** Returns the number of operations in the queue. */
    int queued() {
        return queue.size();
    }

    /** Sends what has been queued, then ends the lanes. */
    void close() {
        queue.close();
        boolean interrupted = false;
        for (Thread lane : lanes) {
            while (lane.isAlive()) {
                try {
                    lane.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static FailedException closed() {
        return new FailedException("Nothing was done: the repository is closed.", false, null);
    }

    private void reject(P pending, WidgetException e) {
        pending.fail(e);
        complete(pending);
    }

    private void complete(P pending) {
        try {
            options.listener()
                    .ended(
                            pending.function(),
                            pending.failure().map(Outcome::of).orElse(Outcome.DONE),
                            System.nanoTime() - pending.begin());
        } catch (Throwable e) {
            logOnce(listenerFailed, "listener", e);
        }
        pending.complete();
    }

    /** Ends only when the queue is closed, whatever the code of the host throws. */
    private void run() {
        boolean open = true;
        while (open) {
            try {
                open = sendNext();
            } catch (Throwable e) {
                LOGGER.error(
                        "Lane {} failed and goes on", Thread.currentThread().getName(), e);
                Backoff.pause(1);
            }
            // an interrupted thread would get no connection, and only close() ends a lane
            boolean unused = Thread.interrupted();
        }
    }

    private boolean sendNext() {
        List<P> batch = queue.takeNext();
        if (batch.isEmpty()) {
            return false;
        }
        try {
            send(batch);
        } catch (Throwable e) {
            batch.forEach(pending -> giveUp(pending, e));
            throw e;
        }
        return true;
    }

    /** Fails an operation after an unexpected error, unless its future has been completed. */
    private void giveUp(P pending, Throwable e) {
        if (!pending.future().isDone()) {
            reject(pending, UnknownOutcomeException.because(e));
        }
    }

    private void send(List<P> batch) {
        batch.removeIf(pending -> pending.future().isDone());
        if (batch.isEmpty()) {
            return;
        }
        Optional<String> role = batch.get(0).role();
        if (batch.stream().allMatch(pending -> pending.role().equals(role))) {
            send(role, batch);
        } else {
            batch.stream().collect(Collectors.groupingBy(Pending::role)).forEach(this::send);
        }
    }

    private void send(Optional<String> role, List<P> batch) {
        perform(role, batch);
        Runnable completion = () -> batch.forEach(this::complete);
        try {
            options.executor().execute(completion);
        } catch (Throwable e) {
            if (!(e instanceof RejectedExecutionException)) {
                logOnce(executorFailed, "executor", e);
            }
            ForkJoinPool.commonPool().execute(completion);
        }
    }

    private void perform(Optional<String> role, List<P> batch) {
        long begin = System.nanoTime();
        try {
            sender.send(role, batch);
        } catch (WidgetException e) {
            batch.forEach(pending -> pending.fail(e));
        } catch (Throwable e) {
            batch.forEach(pending -> pending.fail(UnknownOutcomeException.because(e)));
        }
        try {
            options.listener().sent(batch.size(), System.nanoTime() - begin);
        } catch (Throwable e) {
            logOnce(listenerFailed, "listener", e);
        }
    }

    private static void logOnce(AtomicBoolean failed, String what, Throwable e) {
        if (failed.compareAndSet(false, true)) {
            LOGGER.warn(
                    "The {} of the coalescing options failed; further failures are logged at DEBUG",
                    what,
                    e);
        } else {
            LOGGER.debug("The {} of the coalescing options failed again", what, e);
        }
    }
}
