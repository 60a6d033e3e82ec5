package dev.widgets.cli;

/** What the process ends with. */
final class ExitCode {

    static final int DONE = 0;
    static final int FAILURE = 1;
    static final int USAGE = 2;
    static final int REFUSED = 3;
    static final int UNREACHABLE = 4;
    static final int UNKNOWN = 5;
    static final int THRESHOLD = 99;

    private ExitCode() {}
}
