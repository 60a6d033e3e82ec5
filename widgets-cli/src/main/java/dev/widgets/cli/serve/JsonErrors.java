package dev.widgets.cli.serve;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes errors that Jetty itself reports in the format of the API, without text of the request.
 */
final class JsonErrors implements Request.Handler {

    private static final Logger LOGGER = LoggerFactory.getLogger(JsonErrors.class);

    private final Metrics metrics;

    JsonErrors(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = status(
                (Throwable) request.getAttribute(ErrorHandler.ERROR_EXCEPTION),
                response.getStatus());
        Problem problem = problem(status);
        if (problem.equals(Problems.FAULT)) {
            LOGGER.warn("A request failed", (Throwable)
                    request.getAttribute(ErrorHandler.ERROR_EXCEPTION));
        }
        metrics.problem(problem.code());
        ApiResponse answer = problem.answer();
        response.setStatus(status);
        for (HttpField field : answer.fields()) {
            response.getHeaders().put(field);
        }
        metrics.answered(null, status, 0);
        response.write(true, answer.body(), callback);
        return true;
    }

    private static int status(@Nullable Throwable cause, int otherwise) {
        return cause instanceof HttpException refused ? refused.getCode() : otherwise;
    }

    private static Problem problem(int status) {
        return switch (status) {
            case HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
                Problem.of(status, "SERVE012", "The headers are too large. Nothing was done.")
                        .withHint(
                                "Send fewer or shorter headers, or start the service with a larger"
                                        + " --max-headers; a token is a header.");
            case HttpStatus.URI_TOO_LONG_414 ->
                Problem.of(status, "SERVE012", "The URL is too long. Nothing was done.")
                        .withHint("Send a shorter URL, or start the service with a larger"
                                + " --max-headers.");
            case HttpStatus.REQUEST_TIMEOUT_408 -> Problems.TOO_SLOW;
            default ->
                status >= HttpStatus.INTERNAL_SERVER_ERROR_500
                        ? Problems.FAULT
                        : Problem.of(
                                status,
                                "SERVE013",
                                "The request is invalid or ambiguous HTTP. Nothing was done.");
        };
    }
}
