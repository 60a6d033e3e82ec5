package dev.widgets.cli.serve;

import dev.widgets.cli.console.Shutdown;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** Waits for the signal that ends the process, and keeps it from ending until all is in order. */
final class ServeEnd implements AutoCloseable {

    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::tell, "end");

    ServeEnd() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void tell() {
        told.countDown();
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when the process is told to end. */
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
        }
        told.countDown();
    }

    /** What others have to wait for who leave when the process ends. */
    CountDownLatch over() {
        return over;
    }

    /** All is in order. */
    @Override
    public void close() {
        over.countDown();
        Shutdown.forget(hook);
    }
}
