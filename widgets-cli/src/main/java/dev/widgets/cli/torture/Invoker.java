package dev.widgets.cli.torture;

/** A way to the registry, open. Any number of clients may use it at once. */
@FunctionalInterface
interface Invoker {

    /**
     * Makes a call and waits for what comes of it.
     *
     * @param id the call's own
     */
    CallOutcome call(Step step, String id) throws InterruptedException;
}
