package dev.widgets.cli.serve;

import dev.widgets.DatabaseError;
import dev.widgets.cli.serve.query.QueryException;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs calls that need a separate transaction, on a few threads with a short queue. */
final class DirectCalls implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(DirectCalls.class);

    private final ServiceDatabase database;
    private final DatabaseWatch watch;
    private final ThreadPoolExecutor threads;

    /**
     * The threads that run the calls.
     *
     * @param name the beginning of their names
     * @param size how many there are
     * @param queueLength how many calls may wait for one
     */
    record Threads(String name, int size, int queueLength) {

        private static final int WAITING_FOR_EACH = 32;

        /** Returns threads for short calls. */
        static Threads direct(int size) {
            return new Threads("direct", size, size * WAITING_FOR_EACH);
        }

        private ThreadPoolExecutor start() {
            AtomicInteger count = new AtomicInteger();
            ThreadPoolExecutor threads = new ThreadPoolExecutor(
                    size,
                    size,
                    1,
                    TimeUnit.MINUTES,
                    new ArrayBlockingQueue<>(queueLength),
                    task -> new Thread(task, name + "-" + count.incrementAndGet()));
            threads.allowCoreThreadTimeOut(true);
            return threads;
        }
    }

    DirectCalls(ServiceDatabase database, DatabaseWatch watch, Threads threads) {
        this.database = database;
        this.watch = watch;
        this.threads = threads.start();
    }

    /** Runs a transaction and sends its result as the response. */
    void run(
            Exchange exchange,
            boolean readOnly,
            ServiceDatabase.TransactionBody<ApiResponse> work) {
        try {
            threads.execute(() -> answer(exchange, readOnly, work));
        } catch (RejectedExecutionException e) {
            exchange.send(Problems.OVERLOADED);
        }
    }

    private void answer(
            Exchange exchange,
            boolean readOnly,
            ServiceDatabase.TransactionBody<ApiResponse> work) {
        try {
            exchange.send(database.transact(readOnly, work));
        } catch (QueryException e) {
            exchange.send(Problems.of(e));
        } catch (ServiceDatabase.RefusedByService e) {
            exchange.send(e.problem());
        } catch (ServiceDatabase.LostCommitException e) {
            watch.suspect();
            if (readOnly) {
                exchange.send(Problems.UNREACHABLE);
            } else {
                exchange.fail(e);
            }
        } catch (SQLException e) {
            if (DatabaseError.of(e).isUnreachable()) {
                watch.suspect();
            }
            if (!readOnly && watch.isDemotion(e)) {
                exchange.send(Problems.DEMOTED);
            } else {
                exchange.fail(e);
            }
        } catch (Throwable e) {
            exchange.fail(e);
        }
    }

    /** Runs a transaction in the background; a failure is only logged. */
    void quietly(ServiceDatabase.TransactionBody<?> work) {
        try {
            threads.execute(() -> {
                try {
                    database.transact(false, work);
                } catch (SQLException | ServiceDatabase.RefusedByService | QueryException e) {
                    LOGGER.info("Cleanup of idempotency keys failed", e);
                } catch (Throwable e) {
                    LOGGER.warn("Cleanup of idempotency keys failed", e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOGGER.debug("Cleanup of idempotency keys skipped: all threads are busy", e);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
