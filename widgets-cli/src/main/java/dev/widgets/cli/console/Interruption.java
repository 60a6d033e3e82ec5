package dev.widgets.cli.console;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns the signal that ends the process, such as Ctrl-C, into an interrupt of a thread, and gives
 * it some time to come to an end.
 */
public final class Interruption {

    private static final long PATIENCE_SECONDS = 20;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    private Interruption(Thread worker) {
        hook = new Thread(
                () -> {
                    worker.interrupt();
                    awaitEnd();
                },
                "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

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

    /** To be called when it has. */
    public void end() {
        ended.countDown();
        Shutdown.forget(hook);
    }
}
