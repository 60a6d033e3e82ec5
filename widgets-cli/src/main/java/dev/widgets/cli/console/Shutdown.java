package dev.widgets.cli.console;

/** The shutdown of the process after a signal. */
public final class Shutdown {

    private Shutdown() {}

    /** Removes a shutdown hook that is no longer needed. */
    public static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the hook is already running
        }
    }

    /**
     * Returns whether the process is shutting down. Failures are then a consequence of the shutdown
     * and are not reported.
     */
    public static boolean isUnderWay() {
        Thread probe = new Thread(() -> {}, "probe");
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }
}
