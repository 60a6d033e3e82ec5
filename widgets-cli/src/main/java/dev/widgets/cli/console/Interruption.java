package dev.widgets.cli.console;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns a signal that ends the process, such as Ctrl-C, into an interrupt of a thread, and waits
 * for a while until the thread has finished.
 */
public final class Interruption {

    private static final long PATIENCE_SECONDS = 20;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook;

    private Interruption(Thread worker) {
        hook = new Thread(
                () -> {
                    worker.interrupt();
                    awaitEnd();
                    over.countDown();
                },
                "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Interrupts the current thread on a signal, until {@link #end} is called. */
    public static Interruption ofThisThread() {
        return new Interruption(Thread.currentThread());
    }

    private void awaitEnd() {
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Thread.currentThread().interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns a latch that is released when the thread has finished or has taken too long. */
    public CountDownLatch over() {
        return over;
    }

    /** Reports that the thread has finished. */
    public void end() {
        ended.countDown();
        over.countDown();
        Shutdown.forget(hook);
    }
}
