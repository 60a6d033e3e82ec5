package dev.widgets.cli.bench;

/** Does an operation while its caller waits. */
@FunctionalInterface
interface Caller {

    /** Does it, or throws what {@link Outcome#of} understands; false if the answer is wrong. */
    boolean call(Request request);
}
