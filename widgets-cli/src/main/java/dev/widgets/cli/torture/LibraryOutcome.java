package dev.widgets.cli.torture;

import dev.widgets.FailedException;
import dev.widgets.NoFreePortException;
import dev.widgets.NoSuchWidgetException;
import dev.widgets.RefusedException;
import dev.widgets.UnknownOutcomeException;
import java.sql.SQLException;
import java.util.Objects;

/** What the exceptions of the library say. */
final class LibraryOutcome {

    private LibraryOutcome() {}

    static Outcome of(Throwable e, Verb verb) {
        if (e instanceof NoSuchWidgetException missing) {
            return Outcome.refused(missing.rule().sqlName(), missing.serialNumber());
        }
        if (e instanceof NoFreePortException full) {
            return Outcome.refused(full.rule().sqlName(), full.serialNumber());
        }
        if (e instanceof RefusedException refusal) {
            return Outcome.refused(refusal.rule().sqlName(), "");
        }
        String text = String.valueOf(e.getMessage());
        if (e instanceof UnknownOutcomeException && verb != Verb.FIND) {
            return Outcome.unknown(text);
        }
        return e instanceof FailedException && Trouble.isExpected(state(e))
                ? Outcome.failed(text)
                : Outcome.wrong(e.getClass().getSimpleName() + ": " + text);
    }

    /** The code of the database or of the driver, empty where they had no part in it. */
    private static String state(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException error) {
                return Objects.requireNonNullElse(error.getSQLState(), "");
            }
        }
        return "";
    }
}
