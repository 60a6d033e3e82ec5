package dev.widgets.cli.console;

import java.io.PrintStream;

/**
 * Messages on standard error, which accompany the results.
 *
 * @param err standard error
 * @param verbose whether details are printed
 * @param format the format of each line
 */
public record Notices(PrintStream err, boolean verbose, LogFormat format) {

    /** Prints for people at a terminal. */
    public Notices(PrintStream err, boolean verbose) {
        this(err, verbose, LogFormat.PLAIN);
    }

    /** Prints a message. */
    public void say(String text) {
        err.println(format.line(Secrets.hide(text)));
        err.flush();
    }

    /** Prints a message with {@code --verbose} only. */
    public void detail(String text) {
        if (verbose) {
            say(text);
        }
    }
}
