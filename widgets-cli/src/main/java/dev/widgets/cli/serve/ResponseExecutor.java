package dev.widgets.cli.serve;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.TryExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that send the responses of coalesced operations. After a batch, the same thread reads
 * the next request of each connection, which has often arrived by then. That saves a context switch
 * and a call of the selector.
 */
final class ResponseExecutor implements Executor, AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(ResponseExecutor.class);

    private static final ThreadLocal<Queue<Runnable>> ANSWERED = new ThreadLocal<>();
    private final ExecutorService threads;

    ResponseExecutor(int size, ThreadFactory factory) {
        threads = Executors.newFixedThreadPool(size, factory);
    }

    @Override
    public void execute(Runnable batch) {
        threads.execute(() -> run(batch));
    }

    private void run(Runnable batch) {
        Queue<Runnable> connections = new ArrayDeque<>();
        ANSWERED.set(connections);
        try {
            batch.run();
            for (Runnable next = connections.poll(); next != null; next = connections.poll()) {
                next.run();
            }
        } catch (Throwable e) {
            LOGGER.warn("Sending responses failed", e);
        } finally {
            ANSWERED.remove();
            connections.forEach(threads::execute);
        }
    }

    /**
     * Returns the executor for the tasks of a connector.
     *
     * @param others runs all tasks except reads of connections that these threads have just
     *     answered
     */
    TryExecutor executor(QueuedThreadPool others) {
        return new TryExecutor() {
            @Override
            public void execute(Runnable task) {
                Queue<Runnable> connections = ANSWERED.get();
                if (connections != null && task instanceof Connection) {
                    connections.add(task);
                } else {
                    others.execute(task);
                }
            }

            @Override
            public boolean tryExecute(Runnable task) {
                return others.tryExecute(task);
            }
        };
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
