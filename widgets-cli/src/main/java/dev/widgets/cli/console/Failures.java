package dev.widgets.cli.console;

import dev.widgets.DatabaseError;
import dev.widgets.FailedException;
import dev.widgets.ImportException;
import dev.widgets.InvalidInputException;
import dev.widgets.RefusedException;
import dev.widgets.SeedException;
import dev.widgets.UnknownOutcomeException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Reports failures as a sentence and an exit code; {@code --verbose} adds the stack trace. */
public final class Failures {

    private Failures() {}

    /** Reports a failure and returns the exit code. */
    public static int report(Throwable e, Notices notices) {
        if (Shutdown.isUnderWay()) {
            return exitCode(e);
        }
        notices.say("widgets: " + sentence(e));
        if (notices.verbose()) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            notices.say(trace.toString());
        }
        return exitCode(e);
    }

    /** Returns the exit code of a failure. */
    public static int exitCode(Throwable e) {
        if (e instanceof CommandException ended) {
            return ended.exitCode();
        }
        if (e instanceof InvalidInputException) {
            return ExitCode.USAGE;
        }
        if (e instanceof RefusedException) {
            return ExitCode.REFUSED;
        }
        if (e instanceof UnknownOutcomeException) {
            return ExitCode.UNKNOWN;
        }
        if (e instanceof SeedException seeding && seeding.reason() == SeedException.Reason.TAKEN) {
            return ExitCode.REFUSED;
        }
        if (e instanceof ImportException ended
                && ended.reason() == ImportException.Reason.REFUSED) {
            return ExitCode.REFUSED;
        }
        boolean known = e instanceof FailedException
                || e instanceof SeedException
                || e instanceof ImportException;
        return known && isUnreachable(e) ? ExitCode.UNREACHABLE : ExitCode.FAILURE;
    }

    /** Returns the message of an exception, or a description if the message is missing or terse. */
    public static String describe(Throwable e) {
        String message = e.getMessage();
        if (message == null || message.isBlank()) {
            return e.getClass().getSimpleName();
        }
        if (e instanceof FileSystemException file && file.getReason() == null) {
            if (e instanceof AccessDeniedException) {
                return "permission denied for " + message + ".";
            }
            return e instanceof NoSuchFileException
                    ? message + " does not exist."
                    : e.getClass().getSimpleName() + " " + message;
        }
        return message.strip();
    }

    private static String sentence(Throwable e) {
        String sentence = TerminalText.inSentence(describe(e));
        if (isFault(e)) {
            return "Unexpected error in widgets (" + e.getClass().getSimpleName() + "): " + sentence
                    + " Report it with the output of --verbose.";
        }
        return sentence
                + (e instanceof RefusedException refusal
                        ? Remedies.of(refusal)
                        : Remedies.ofConnection(e));
    }

    /** Returns whether an exception is an error in the program. */
    private static boolean isFault(Throwable e) {
        return e instanceof Error
                || e instanceof NullPointerException
                || e instanceof IndexOutOfBoundsException
                || e instanceof ClassCastException;
    }

    /**
     * Returns whether connecting failed, including the login and the choice of the database, or the
     * connection was lost.
     */
    private static boolean isUnreachable(Throwable e) {
        return DatabaseError.causeOf(e).filter(DatabaseError::isUnreachable).isPresent();
    }
}
