package dev.widgets.cli.serve;

import dev.widgets.DatabaseError;
import dev.widgets.FailedException;
import dev.widgets.Outcome;
import dev.widgets.OverloadedException;
import dev.widgets.RefusedException;
import dev.widgets.UnknownOutcomeException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Maps the failures of operations to responses. */
final class Outcomes {

    private Outcomes() {}

    static Problem of(Throwable failure, boolean anonymous) {
        Throwable e = Outcome.unwrap(failure);
        if (e instanceof RefusedException refusal) {
            return Refusals.of(refusal);
        }
        if (e instanceof OverloadedException || e instanceof CancellationException) {
            return Problems.OVERLOADED;
        }
        if (e instanceof UnknownOutcomeException
                || e instanceof ServiceDatabase.LostCommitException) {
            return Problems.UNKNOWN_OUTCOME;
        }
        if (e instanceof FailedException || e instanceof SQLException) {
            return sqlError(e)
                    .map(error -> SqlProblems.of(error, anonymous))
                    .orElse(Problems.UNREACHABLE);
        }
        return Problems.FAULT;
    }

    private static Optional<SQLException> sqlError(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof SQLException error) {
                return Optional.of(error);
            }
        }
        return Optional.empty();
    }

    /** Returns whether a privilege was missing. */
    static boolean isForbidden(Throwable failure) {
        return DatabaseError.causeOf(failure)
                .filter(kind -> kind == DatabaseError.FORBIDDEN)
                .isPresent();
    }

    /** Returns whether a failure means that the database cannot be reached. */
    static boolean isUnreachable(Throwable failure) {
        return Outcome.unwrap(failure) instanceof UnknownOutcomeException
                || DatabaseError.causeOf(failure)
                        .filter(DatabaseError::isUnreachable)
                        .isPresent();
    }
}
