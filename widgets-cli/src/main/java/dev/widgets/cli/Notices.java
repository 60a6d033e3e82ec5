package dev.widgets.cli;

import java.io.PrintStream;

/**
 * What a person is told beside the results.
 *
 * @param err where to
 * @param verbose whether details are wanted
 */
record Notices(PrintStream err, boolean verbose) {

    /** Tells it in any case. */
    void say(String text) {
        err.println(Secrets.hide(text));
        err.flush();
    }

    /** Tells it with {@code --verbose} only. */
    void detail(String text) {
        if (verbose) {
            say(text);
        }
    }
}
