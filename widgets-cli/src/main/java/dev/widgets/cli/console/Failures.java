package dev.widgets.cli.console;

import dev.widgets.DatabaseError;
import dev.widgets.FailedException;
import dev.widgets.InvalidInputException;
import dev.widgets.RefusedException;
import dev.widgets.SeedException;
import dev.widgets.UnknownOutcomeException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says what went wrong: in a sentence, by an exit code, and with a stack trace to whoever asks. */
public final class Failures {

    private Failures() {}

    /** Reports it and answers with the exit code. */
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

    static int exitCode(Throwable e) {
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
        return (e instanceof FailedException || e instanceof SeedException) && isUnreachable(e)
                ? ExitCode.UNREACHABLE
                : ExitCode.FAILURE;
    }

    /** What it says, or what it is if it says nothing or little. */
    public static String describe(Throwable e) {
        String message = e.getMessage();
        if (message == null || message.isBlank()) {
            return e.getClass().getSimpleName();
        }
        if (e instanceof FileSystemException file && file.getReason() == null) {
            if (e instanceof AccessDeniedException) {
                return "you may not read or write " + message + ".";
            }
            return e instanceof NoSuchFileException
                    ? "there is no " + message + "."
                    : e.getClass().getSimpleName() + " " + message;
        }
        return message.strip();
    }

    private static String sentence(Throwable e) {
        String sentence = TerminalText.inSentence(describe(e));
        return e instanceof RefusedException refusal ? sentence + Remedies.of(refusal) : sentence;
    }

    /**
     * Connecting failed, the login or the choice of the database included, or the connection broke.
     */
    private static boolean isUnreachable(Throwable e) {
        return DatabaseError.causeOf(e).filter(DatabaseError::isUnreachable).isPresent();
    }
}
