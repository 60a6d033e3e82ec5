package dev.widgets.cli.console;

import java.io.PrintStream;

/**
 * What a person is told beside the results.
 *
 * @param err where to
 * @param verbose whether details are wanted
 */
public record Notices(PrintStream err, boolean verbose) {

    /** Tells it in any case. */
    public void say(String text) {
        err.println(Secrets.hide(text));
        err.flush();
    }

    /** Tells it with {@code --verbose} only. */
    public void detail(String text) {
        if (verbose) {
            say(text);
        }
    }
}
