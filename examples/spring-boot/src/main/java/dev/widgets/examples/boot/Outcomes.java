package dev.widgets.examples.boot;

import dev.widgets.FailedException;
import dev.widgets.InvalidInputException;
import dev.widgets.NoSuchWidgetException;
import dev.widgets.NotAssociatedException;
import dev.widgets.RefusedException;
import dev.widgets.UnknownOutcomeException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Says over HTTP how an operation on the registry has ended. The transaction is rolled back. */
@RestControllerAdvice
class Outcomes {

    /** A rule forbids it, and will do so again until something else changes. */
    @ExceptionHandler
    ProblemDetail refused(RefusedException e) {
        HttpStatus status = HttpStatus.CONFLICT;
        if (e instanceof InvalidInputException) {
            status = HttpStatus.BAD_REQUEST;
        } else if (e instanceof NoSuchWidgetException || e instanceof NotAssociatedException) {
            status = HttpStatus.NOT_FOUND;
        }
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, e.getMessage());
        problem.setProperty("rule", e.rule().sqlName());
        return problem;
    }

    /** Certainly nothing was done; the same request may succeed later. */
    @ExceptionHandler
    ProblemDetail failed(FailedException e) {
        return ProblemDetail.forStatusAndDetail(
                e.isRetryable() ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.INTERNAL_SERVER_ERROR,
                "Nothing was done.");
    }

    /** It was done completely or not at all: let the client look before it repeats. */
    @ExceptionHandler
    ProblemDetail unknown(UnknownOutcomeException e) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "The outcome is unknown: look up the widget before you repeat the request.");
    }
}
