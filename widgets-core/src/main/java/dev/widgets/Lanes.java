package dev.widgets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that send what waits: each takes whatever has queued up while it was sending, and sends
 * that at once. Nothing waits for a batch to fill. A caller that would wait for its answer anyway
 * sends in its own thread while a lane is free and nothing waits, which saves two changes of
 * threads.
 */
final class Lanes<P extends Pending<?>> {

    private static final Logger LOGGER = LoggerFactory.getLogger(Lanes.class);

    /** Does the operations of a batch, all for one role, and writes down what became of them. */
    @FunctionalInterface
    interface Sender<P> {
        void send(Optional<String> role, List<P> batch);
    }

    private final CoalescingOptions options;
    private final Sender<P> sender;
    private final BlockingQueue<Optional<P>> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Semaphore free;
    private final List<Thread> threads = new ArrayList<>();

    private volatile boolean closed;

    Lanes(String name, CoalescingOptions options, Sender<P> sender) {
        this.options = options;
        this.sender = sender;
        free = new Semaphore(options.lanes());
        for (int i = 1; i <= options.lanes(); i++) {
            Thread thread = new Thread(this::run, name + "-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    /** Lets it wait to be sent, or fails it at once. */
    void submit(P pending) {
        if (waiting.incrementAndGet() > options.queueLength()) {
            waiting.decrementAndGet();
            refuse(pending, new OverloadedException(options.queueLength()));
        } else {
            Optional<P> entry = Optional.of(pending);
            queue.add(entry);
            // the lanes may have ended meanwhile
            if (closed && queue.remove(entry)) {
                waiting.decrementAndGet();
                refuse(pending, closed());
            }
        }
    }

    /** Does it in this thread, or answers false if it would overtake others or find no lane. */
    boolean perform(P pending) {
        if (closed || waiting.get() > 0 || !free.tryAcquire()) {
            return false;
        }
        try {
            perform(pending.role(), List.of(pending));
        } finally {
            free.release();
        }
        pending.complete();
        return true;
    }

    /** How many wait. */
    int waiting() {
        return waiting.get();
    }

    /** Sends what waits, and ends. */
    void close() {
        closed = true;
        threads.forEach(thread -> queue.add(Optional.empty()));
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        // and those that send in their own threads
        free.acquireUninterruptibly(options.lanes());
        free.release(options.lanes());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static FailedException closed() {
        return new FailedException("Nothing was done: the repository is closed.", false, null);
    }

    private static void refuse(Pending<?> pending, WidgetException e) {
        pending.fail(e);
        pending.complete();
    }

    private void run() {
        List<Optional<P>> taken = new ArrayList<>(options.batchSize());
        boolean open = true;
        while (open) {
            taken.clear();
            taken.add(take());
            free.acquireUninterruptibly();
            queue.drainTo(taken, options.batchSize() - 1);
            open = !taken.remove(Optional.empty());
            if (!open) {
                // what came after the end is for the other lanes to find
                queue.addAll(taken.stream().filter(Optional::isEmpty).toList());
            }
            List<P> batch = new ArrayList<>(taken.size());
            taken.forEach(entry -> entry.ifPresent(batch::add));
            waiting.addAndGet(-batch.size());
            try {
                send(batch);
            } finally {
                free.release();
            }
        }
    }

    private Optional<P> take() {
        while (true) {
            try {
                return queue.take();
            } catch (InterruptedException e) {
                // whoever wants it to end closes it
                LOGGER.debug("A lane was interrupted and goes on", e);
            }
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
        Runnable answer = () -> batch.forEach(Pending::complete);
        try {
            options.executor().execute(answer);
        } catch (RejectedExecutionException e) {
            ForkJoinPool.commonPool().execute(answer);
        }
    }

    private void perform(Optional<String> role, List<P> batch) {
        long begin = System.nanoTime();
        try {
            sender.send(role, batch);
        } catch (WidgetException e) {
            batch.forEach(pending -> pending.fail(e));
        } catch (RuntimeException e) {
            String message = "It was done or not, because of an unexpected error: " + e;
            batch.forEach(pending -> pending.fail(new UnknownOutcomeException(message, e)));
        }
        options.listener().sent(batch.size(), System.nanoTime() - begin);
    }
}
