package dev.widgets.deployments;

/** Prints how long each step took, for the log of the build. */
final class Steps {

    private long last = System.nanoTime();

    void done(String what) {
        long now = System.nanoTime();
        System.err.printf("%6.1f s  %s%n", (now - last) / 1e9, what);
        last = now;
    }
}
