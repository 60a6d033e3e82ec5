package dev.widgets.cli.bench;

/** Does an operation while its caller waits. */
@FunctionalInterface
interface Target {

    /** Does it, or throws what {@link Tally#outcome} understands; false if the answer is wrong. */
    boolean call(Request request);
}
