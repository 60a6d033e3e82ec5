package dev.widgets.cli.console;

import org.jspecify.annotations.Nullable;

/** Ends a command with a message for the user and an exit code. */
public final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandException(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public static CommandException failure(String message) {
        return new CommandException(ExitCode.FAILURE, message, null);
    }

    public static CommandException usage(String message) {
        return new CommandException(ExitCode.USAGE, message, null);
    }

    public static CommandException refused(String message) {
        return new CommandException(ExitCode.REFUSED, message, null);
    }

    public static CommandException unreachable(String message) {
        return new CommandException(ExitCode.UNREACHABLE, message, null);
    }

    public static CommandException unreachable(String message, Throwable cause) {
        return new CommandException(ExitCode.UNREACHABLE, message, cause);
    }

    /**
     * Ends a command of which a part is done.
     *
     * @param done what is done, and how to go on
     * @param reason why the rest is not done
     */
    public static CommandException unfinished(String done, Throwable reason) {
        String why = Failures.describe(reason).replaceFirst("^Nothing was done: ", "");
        return new CommandException(Failures.exitCode(reason), why + " " + done, reason);
    }

    int exitCode() {
        return exitCode;
    }
}
