package dev.widgets;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs a task in several threads and waits until all of them have ended. */
final class Jobs {

    /** The task of each thread; it must end soon after the runnable that stops it was called. */
    @FunctionalInterface
    interface Job {
        void run(int number) throws SQLException, IOException;
    }

    private Jobs() {}

    /**
     * Runs a job in a number of threads and waits until all have ended. If one ends by an exception
     * or the calling thread is interrupted, it stops the others.
     *
     * @throws InterruptedException if the calling thread was interrupted
     */
    static void run(int jobs, Job job, Runnable stop)
            throws SQLException, IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(jobs);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            int number = i;
            running.add(threads.submit(() -> {
                boolean done = false;
                try {
                    job.run(number);
                    done = true;
                } finally {
                    if (!done) {
                        stop.run();
                    }
                }
                return null;
            }));
        }
        threads.shutdown();
        await(running, stop);
    }

    private static void await(List<Future<?>> running, Runnable stop)
            throws SQLException, IOException, InterruptedException {
        boolean interrupted = false;
        Throwable failure = null;
        for (Future<?> one : running) {
            boolean ended = false;
            while (!ended) {
                try {
                    one.get();
                    ended = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                    stop.run();
                } catch (ExecutionException e) {
                    failure = failure == null ? e.getCause() : failure;
                    ended = true;
                }
            }
        }
        if (interrupted) {
            throw new InterruptedException();
        }
        if (failure != null) {
            rethrow(failure);
        }
    }

    private static void rethrow(Throwable failure) throws SQLException, IOException {
        if (failure instanceof SQLException e) {
            throw e;
        }
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        throw new IllegalStateException(failure);
    }
}
