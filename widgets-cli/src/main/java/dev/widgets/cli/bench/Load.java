package dev.widgets.cli.bench;

/** A running load of clients. */
interface Load {

    /** Starts the clients. */
    void start();

    /** Stops the clients from starting further operations. */
    void stop();

    /** Waits until no operation is pending; returns false if some still are. */
    boolean awaitEnd(long millis) throws InterruptedException;
}
