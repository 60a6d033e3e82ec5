package dev.widgets.cli.console;

import java.io.PrintStream;

/**
 * What a person is told beside the results.
 *
 * @param err where to
 * @param verbose whether details are wanted
 * @param format the form of each line
 */
public record Notices(PrintStream err, boolean verbose, LogFormat format) {

    /** For people at a terminal. */
    public Notices(PrintStream err, boolean verbose) {
        this(err, verbose, LogFormat.PLAIN);
    }

    /** Tells it in any case. */
    public void say(String text) {
        err.println(format.line(Secrets.hide(text)));
        err.flush();
    }

    /** Tells it with {@code --verbose} only. */
    public void detail(String text) {
        if (verbose) {
            say(text);
        }
    }
}
