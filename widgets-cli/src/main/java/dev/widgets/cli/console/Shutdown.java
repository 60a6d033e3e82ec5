package dev.widgets.cli.console;

/** The end of the process, when it comes by a signal. */
public final class Shutdown {

    private Shutdown() {}

    /** Takes back a hook that is needed no longer. */
    public static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // it is running
        }
    }

    /**
     * Whether the process has been told to end: then what fails, fails because all is being closed,
     * and is nothing to report.
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
