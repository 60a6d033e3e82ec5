package dev.widgets.cli.bench;

/** Executes operations synchronously. */
@FunctionalInterface
interface Target {

    /**
     * Executes an operation; returns false if the answer is wrong. {@link Tally#outcome} classifies
     * exceptions.
     */
    boolean call(Request request);
}
