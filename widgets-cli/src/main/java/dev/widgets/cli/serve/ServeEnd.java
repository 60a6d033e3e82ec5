package dev.widgets.cli.serve;

import dev.widgets.cli.console.Shutdown;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * Waits for the signal that ends a service and keeps the process alive until the service has
 * stopped. After SIGTERM or Ctrl-C the command returns as usual; a second signal ends it at once.
 */
final class ServeEnd implements AutoCloseable {

    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::exit, "end");

    ServeEnd() {
        Runtime.getRuntime().addShutdownHook(hook);
        TerminationSignals.handleOnce(told::countDown);
    }

    /** The process ends without a signal that was handled, or by a second one. */
    private void exit() {
        if (isTold()) {
            over.countDown();
        }
        told.countDown();
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the service is to stop. */
    boolean isTold() {
        return told.getCount() == 0;
    }

    /** Returns when the service is to stop. */
    void await() throws InterruptedException {
        told.await();
    }

    /** Ends the wait also when standard input ends. */
    void stopAtEof() {
        Thread thread = new Thread(this::readToEnd, "wait-for-eof");
        thread.setDaemon(true);
        thread.start();
    }

    private void readToEnd() {
        try {
            int read = System.in.read();
            while (read >= 0) {
                read = System.in.read();
            }
        } catch (IOException e) {
            // an input that cannot be read has ended, too
        } finally {
            told.countDown();
        }
    }

    /** Opens when the service has stopped; those whose help it needs until then wait for it. */
    CountDownLatch over() {
        return over;
    }

    /** The service has stopped. */
    @Override
    public void close() {
        over.countDown();
        Shutdown.forget(hook);
    }
}
