package dev.widgets.cli.serve;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Handles {@code /live}, {@code /ready} and {@code /metrics}. */
final class AdminHandler extends Handler.Abstract {

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry;
    private final Supplier<Readiness> readiness;

    /**
     * The answer of {@code /ready}.
     *
     * @param isReady whether requests are served
     * @param text ready, or why not
     */
    record Readiness(boolean isReady, String text) {}

    /**
     * Creates the handler.
     *
     * @param registry the metrics
     * @param readiness returns whether the service is ready
     */
    AdminHandler(PrometheusMeterRegistry registry, Supplier<Readiness> readiness) {
        this.registry = registry;
        this.readiness = readiness;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Method method = Method.of(request.getMethod());
        if (method == Method.OPTIONS && Request.getPathInContext(request).equals("/")) {
            // the health check of HAProxy if its configuration says no more than option httpchk
            sendReadiness(response, callback);
            return true;
        }
        if (method != Method.GET && method != Method.HEAD) {
            send(response, 405, TEXT, "Only GET and HEAD are allowed.\n", callback);
            return true;
        }
        switch (Request.getPathInContext(request)) {
            case "/live" -> send(response, 200, TEXT, "live\n", callback);
            case "/ready" -> sendReadiness(response, callback);
            case "/metrics" -> send(response, 200, PROMETHEUS, registry.scrape(), callback);
            default ->
                send(
                        response,
                        404,
                        TEXT,
                        "Not found. Available: /live, /ready and /metrics.\n",
                        callback);
        }
        return true;
    }

    private void sendReadiness(Response response, Callback callback) {
        Readiness now = readiness.get();
        send(response, now.isReady() ? 200 : 503, TEXT, now.text() + "\n", callback);
    }

    private static void send(
            Response response, int status, String type, String body, Callback callback) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
    }
}
