package dev.widgets.cli.torture;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Calls {@code widgets serve}. */
final class HttpInvoker implements Invoker {

    /** Prefix of the outcome of a request whose retries never gave a definite answer. */
    static final String GIVEN_UP = "given up: ";

    /** Longer than all time limits of the service. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final URI uri;
    private final boolean keyed;

    /**
     * Creates an invoker for a service.
     *
     * @param keyed whether a writing request has an idempotency key and is sent again until its
     *     outcome is known
     */
    HttpInvoker(URI uri, boolean keyed) {
        this.uri = uri;
        this.keyed = keyed;
    }

    @Override
    public CallOutcome call(Step step, String id) throws InterruptedException {
        boolean repeats = keyed && step.action() != Action.FIND;
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        uri.resolve("/rpc/" + HttpBody.function(step.action())))
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(HttpBody.of(step)));
        return repeats
                ? sendUntilKnown(
                        request.header("Idempotency-Key", TortureSerials.PREFIX + id)
                                .build(),
                        step)
                : send(request.build(), step);
    }

    /**
     * Retries after a failure, too, because a failed retry does not tell the outcome of the first
     * request.
     */
    private CallOutcome sendUntilKnown(HttpRequest request, Step step) throws InterruptedException {
        long begin = System.nanoTime();
        CallOutcome outcome = send(request, step);
        boolean open = outcome.is(OutcomeKind.UNKNOWN);
        while (open && System.nanoTime() - begin < PATIENCE.toNanos()) {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            outcome = send(request, step);
            open = outcome.is(OutcomeKind.UNKNOWN) || outcome.is(OutcomeKind.FAILED);
        }
        return open ? CallOutcome.unknown(GIVEN_UP + outcome.text()) : outcome;
    }

    private CallOutcome send(HttpRequest request, Step step) throws InterruptedException {
        try {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            return HttpOutcome.of(answer.statusCode(), answer.body(), step);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return CallOutcome.failed("not sent: " + e);
        } catch (IOException e) {
            return step.action() == Action.FIND
                    ? CallOutcome.failed(e.toString())
                    : CallOutcome.unknown("no answer: " + e);
        }
    }
}
