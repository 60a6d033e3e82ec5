package dev.widgets.cli.torture;

/** Makes calls over one transport. Safe for use by several clients at once. */
@FunctionalInterface
interface Invoker {

    /**
     * Makes a call and waits for its outcome.
     *
     * @param id the ID of the call
     */
    CallOutcome call(Step step, String id) throws InterruptedException;
}
