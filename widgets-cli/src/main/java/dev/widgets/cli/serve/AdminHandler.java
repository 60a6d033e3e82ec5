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
import org.jspecify.annotations.Nullable;

/** Handles {@code /live}, {@code /ready} and {@code /metrics}. */
final class AdminHandler extends Handler.Abstract {

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry;
    private final Supplier<@Nullable String> trouble;

    /**
     * Creates the handler.
     *
     * @param registry the metrics
     * @param trouble returns why the service is not ready, or null if it is
     */
    AdminHandler(PrometheusMeterRegistry registry, Supplier<@Nullable String> trouble) {
        this.registry = registry;
        this.trouble = trouble;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (Method.of(request.getMethod()) != Method.GET
                && Method.of(request.getMethod()) != Method.HEAD) {
            send(response, 405, TEXT, "Only GET and HEAD are allowed.\n", callback);
            return true;
        }
        switch (Request.getPathInContext(request)) {
            case "/live" -> send(response, 200, TEXT, "live\n", callback);
            case "/ready" -> {
                String why = trouble.get();
                send(
                        response,
                        why == null ? 200 : 503,
                        TEXT,
                        (why == null ? "ready" : why) + "\n",
                        callback);
            }
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

    private static void send(
            Response response, int status, String type, String body, Callback callback) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
    }
}
