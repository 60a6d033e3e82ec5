package dev.widgets.cli.console;

/** The exit codes of the process; {@code widgets --help} explains them. */
public final class ExitCode {

    public static final int DONE = 0;
    public static final int FAILURE = 1;
    public static final int USAGE = 2;
    public static final int REFUSED = 3;
    public static final int UNREACHABLE = 4;
    public static final int UNKNOWN = 5;
    public static final int THRESHOLD = 99;

    private ExitCode() {}
}
