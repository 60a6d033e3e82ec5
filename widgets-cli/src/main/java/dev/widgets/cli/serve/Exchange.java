package dev.widgets.cli.serve;

import dev.widgets.WidgetFunction;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request and its only response, which any thread may send. */
final class Exchange implements Callback {

    private static final Logger LOGGER = LoggerFactory.getLogger(Exchange.class);
    private static final HttpField CLOSE = new PreEncodedHttpField(HttpHeader.CONNECTION, "close");
    private static final HttpField VARY = new PreEncodedHttpField(HttpHeader.VARY, "Origin");
    private static final HttpField EXPOSED = new PreEncodedHttpField(
            HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS,
            "Content-Encoding, Content-Location, Content-Range, Content-Type, Date, Location, Server,"
                    + " Transfer-Encoding, Range-Unit, Retry-After");
    private static final HttpField PROFILE = new PreEncodedHttpField("Content-Profile", "widgets");

    private final long begin = System.nanoTime();
    private final AtomicBoolean answered = new AtomicBoolean();
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Traffic traffic;
    private @Nullable CallerIdentity caller;
    private @Nullable WidgetFunction function;
    private @Nullable String allowedOrigin;
    private boolean namesProfile;
    private boolean closes;
    private boolean scans;

    Exchange(Request request, Response response, Callback callback, Traffic traffic) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.traffic = traffic;
    }

    Request request() {
        return request;
    }

    @Nullable
    String header(HttpHeader name) {
        return request.getHeaders().get(name);
    }

    @Nullable
    String header(String name) {
        return request.getHeaders().get(name);
    }

    /** Returns the Accept header, whose list may be spread over several lines. */
    @Nullable
    String accept() {
        List<String> lines = request.getHeaders().getValuesList(HttpHeader.ACCEPT);
        return switch (lines.size()) {
            case 0 -> null;
            case 1 -> lines.get(0);
            default -> String.join(",", lines);
        };
    }

    /** Returns the caller; known after {@link RequestFilter}. */
    CallerIdentity caller() {
        if (caller == null) {
            throw new IllegalStateException("the request has not been authenticated");
        }
        return caller;
    }

    @Nullable
    CallerIdentity callerIfKnown() {
        return caller;
    }

    void callerIs(CallerIdentity known) {
        caller = known;
    }

    @Nullable
    WidgetFunction function() {
        return function;
    }

    void functionIs(WidgetFunction known) {
        function = known;
    }

    void allowOrigin(String origin) {
        allowedOrigin = origin;
    }

    /** Closes the connection after the response. */
    void close() {
        closes = true;
    }

    /** Counts the request as one that may read the whole table. */
    void countAsScan() {
        scans = true;
        traffic.enterScan();
    }

    void nameProfile() {
        namesProfile = true;
    }

    long nanos() {
        return System.nanoTime() - begin;
    }

    /** Sends the response for the result of an operation. */
    void finish(@Nullable Throwable failure, ApiResponse done) {
        if (failure == null) {
            send(done);
        } else {
            fail(failure);
        }
    }

    /** Sends the response for a failure; faults of the service and the database are logged. */
    void fail(Throwable failure) {
        Problem problem = Outcomes.of(failure, caller == null || caller.anonymous());
        if (problem.status() == HttpStatus.INTERNAL_SERVER_ERROR_500) {
            LOGGER.warn("A request failed: {} {}", problem.code(), problem.message(), failure);
        }
        send(problem);
    }

    void send(Problem problem) {
        traffic.problem(problem);
        send(problem.answer());
    }

    /** Sends the response, unless one was sent before. */
    void send(ApiResponse answer) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        try {
            write(answer);
        } catch (Throwable e) {
            LOGGER.warn("Sending a response failed", e);
            failed(e);
        }
    }

    private void write(ApiResponse answer) {
        response.setStatus(answer.status());
        HttpFields.Mutable fields = response.getHeaders();
        for (HttpField field : answer.fields()) {
            fields.add(field);
        }
        if (namesProfile) {
            fields.add(PROFILE);
        }
        if (allowedOrigin != null) {
            addOrigin(fields, allowedOrigin);
        }
        if ((closes || traffic.isEnding())
                && request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_2) {
            fields.put(CLOSE);
        }
        traffic.answered(this, answer.status());
        response.write(true, answer.body(), this);
    }

    private static void addOrigin(HttpFields.Mutable fields, String origin) {
        fields.add(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        fields.add(EXPOSED);
        if (!origin.equals("*")) {
            fields.add(VARY);
        }
    }

    @Override
    public void succeeded() {
        leave();
        callback.succeeded();
    }

    @Override
    public void failed(Throwable failure) {
        leave();
        callback.failed(failure);
    }

    private void leave() {
        traffic.leave();
        if (scans) {
            traffic.leaveScan();
        }
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
