package dev.widgets.cli;

import java.io.IOException;

/**
 * A command that is told to end when its standard input ends, so that it does not outlive the
 * process that has started it.
 */
final class TortureService {

    private TortureService() {}

    /** Runs a command, such as {@code serve}. */
    public static void main(String[] args) {
        Thread thread = new Thread(TortureService::endWithInput, "end-with-input");
        thread.setDaemon(true);
        thread.start();
        Main.main(args);
    }

    private static void endWithInput() {
        try {
            int read = System.in.read();
            while (read >= 0) {
                read = System.in.read();
            }
        } catch (IOException e) {
            // that is an end too
        }
        System.exit(ExitCode.DONE);
    }
}
