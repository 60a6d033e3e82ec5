package dev.widgets.cli.torture;

import dev.widgets.FailedException;
import dev.widgets.NoFreePortException;
import dev.widgets.NoSuchWidgetException;
import dev.widgets.RefusedException;
import dev.widgets.UnknownOutcomeException;
import java.sql.SQLException;

/** Determines the outcome from an exception of the library. */
final class LibraryOutcome {

    private LibraryOutcome() {}

    static CallOutcome of(Throwable e, Action action) {
        if (e instanceof NoSuchWidgetException missing) {
            return CallOutcome.refused(missing.rule().sqlName(), missing.serialNumber());
        }
        if (e instanceof NoFreePortException full) {
            return CallOutcome.refused(full.rule().sqlName(), full.serialNumber());
        }
        if (e instanceof RefusedException refusal) {
            return CallOutcome.refused(refusal.rule().sqlName(), "");
        }
        String text = String.valueOf(e.getMessage());
        if (e instanceof UnknownOutcomeException && action != Action.FIND) {
            return CallOutcome.unknown(text);
        }
        return e instanceof FailedException && isExpected(e)
                ? CallOutcome.failed(text)
                : CallOutcome.wrong(e.getClass().getSimpleName() + ": " + text);
    }

    /** Returns whether the cause is a fault, a lock or a limit, or none that the database knows. */
    private static boolean isExpected(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException error) {
                return Trouble.isExpected(error);
            }
        }
        return true;
    }
}
