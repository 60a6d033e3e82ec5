package dev.widgets.cli.serve;

import dev.widgets.FailedException;
import dev.widgets.OverloadedException;
import dev.widgets.RefusedException;
import dev.widgets.UnknownOutcomeException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

/** Maps the failures of operations to responses. */
final class Outcomes {

    private Outcomes() {}

    static Problem of(Throwable failure, boolean anonymous) {
        Throwable e = unwrap(failure);
        if (e instanceof RefusedException refusal) {
            return Refusals.of(refusal);
        }
        if (e instanceof OverloadedException) {
            return Problems.OVERLOADED;
        }
        if (e instanceof UnknownOutcomeException) {
            return Problems.UNKNOWN_OUTCOME;
        }
        if (e instanceof FailedException || e instanceof SQLException) {
            return sqlError(e)
                    .map(error -> SqlProblems.of(error, anonymous))
                    .orElse(Problems.UNREACHABLE);
        }
        return e instanceof CancellationException ? Problems.OVERLOADED : Problems.FAULT;
    }

    /** Returns the database error that caused a failure. */
    static Optional<SQLException> sqlError(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof SQLException error) {
                return Optional.of(error);
            }
        }
        return Optional.empty();
    }

    /** Returns whether a privilege was missing. */
    static boolean isForbidden(Throwable failure) {
        return sqlError(failure).filter(SqlProblems::isForbidden).isPresent();
    }

    /** Returns whether a failure means that the database cannot be reached. */
    static boolean isAbsence(Throwable failure) {
        Throwable e = unwrap(failure);
        return e instanceof UnknownOutcomeException
                || (!(e instanceof RefusedException)
                        && sqlError(e).filter(SqlProblems::isAbsence).isPresent());
    }

    private static Throwable unwrap(Throwable failure) {
        Throwable e = failure;
        while (e instanceof CompletionException && e.getCause() != null) {
            e = e.getCause();
        }
        return e;
    }
}
