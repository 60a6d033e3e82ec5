package dev.widgets.cli.bench;

/** Clients at work. */
interface Load {

    /** Sets them to work. */
    void start();

    /** Lets none of them begin another operation. */
    void stop();

    /** Waits until none has one under way; false if some still have. */
    boolean awaitEnd(long millis) throws InterruptedException;
}
