package dev.widgets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that send what waits: each takes whatever has queued up while it was sending, and sends
 * that at once. Nothing waits by the clock for a batch to fill. A caller that would wait for its
 * answer anyway sends in its own thread while a lane is free and nobody waits, which saves two
 * changes of threads.
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
    private final WaitingLine<P> line;
    private final List<Thread> threads = new ArrayList<>();

    Lanes(String name, CoalescingOptions options, Sender<P> sender) {
        this.options = options;
        this.sender = sender;
        line = new WaitingLine<>(options);
        for (int i = 1; i <= options.lanes(); i++) {
            Thread thread = new Thread(this::run, name + "-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    /** Lets it wait to be sent, or fails it at once. */
    void submit(P pending) {
        switch (line.add(pending)) {
            case TOO_MANY -> refuse(pending, new OverloadedException(options.queueLength()));
            case CLOSED -> refuse(pending, closed());
            case WAITS -> {}
        }
    }

    /** Does it in this thread, or answers false if others wait or are under way. */
    boolean perform(P pending) {
        if (!line.pass()) {
            return false;
        }
        try {
            perform(pending.role(), List.of(pending));
        } finally {
            line.sent();
        }
        pending.complete();
        return true;
    }

    /** How many wait. */
    int waiting() {
        return line.size();
    }

    /** Sends what waits, and ends. */
    void close() {
        line.close();
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
        List<P> batch = line.take();
        while (!batch.isEmpty()) {
            try {
                send(batch);
            } catch (RuntimeException e) {
                LOGGER.warn("The executor or the listener of the options failed", e);
            }
            // whoever wants a lane to end closes it; a connection would not be lent
            boolean unused = Thread.interrupted();
            batch = line.takeNext();
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
