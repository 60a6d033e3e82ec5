package dev.widgets.cli.serve;

import dev.widgets.DatabaseError;
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
    private static final int WAITING_FOR_EACH = 32;

    private final ServiceDatabase database;
    private final DatabaseWatch watch;
    private final ThreadPoolExecutor threads;

    DirectCalls(ServiceDatabase database, DatabaseWatch watch, int size) {
        this.database = database;
        this.watch = watch;
        AtomicInteger count = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                size,
                size,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(size * WAITING_FOR_EACH),
                task -> new Thread(task, "direct-" + count.incrementAndGet()));
        threads.allowCoreThreadTimeOut(true);
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
                } catch (SQLException | ServiceDatabase.RefusedByService e) {
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
