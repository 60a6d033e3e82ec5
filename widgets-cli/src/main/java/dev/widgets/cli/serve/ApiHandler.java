package dev.widgets.cli.serve;

import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Routes requests by path. Never blocks: blocking calls run on their own threads. */
final class ApiHandler extends Handler.Abstract.NonBlocking {

    private static final String RPC = "/rpc/";
    private static final String SCHEMA = "widgets";
    private static final String OPENAPI_3_1 = "openapi.json";

    private final Traffic traffic;
    private final BodyReader.BodyLimits limits;
    private final RequestFilter filter;
    private final Resources resources;

    /** What the paths lead to. */
    record Resources(Rpc rpc, ViewHandler views, OpenApi openApi, Optional<WebConsole> console) {}

    ApiHandler(
            Traffic traffic,
            BodyReader.BodyLimits limits,
            RequestFilter filter,
            Resources resources) {
        this.traffic = traffic;
        this.limits = limits;
        this.filter = filter;
        this.resources = resources;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange exchange = new Exchange(request, response, callback, traffic);
        Problem foreign = filter.originRefusal(exchange);
        if (traffic.enter()) {
            // also before a rejection: unread bytes would be parsed as the next request
            BodyReader.read(exchange, limits, body -> proceed(exchange, foreign, body));
        } else {
            if (!request.consumeAvailable()) {
                exchange.close();
            }
            exchange.send(Problems.OVERLOADED);
        }
        return true;
    }

    private void proceed(Exchange exchange, @Nullable Problem foreign, byte[] body) {
        try {
            if (resources.console().isPresent() && isOfConsole(exchange.request())) {
                console(exchange, foreign, resources.console().get());
                return;
            }
            if (!filter.admits(exchange, foreign)) {
                return;
            }
            if (OriginPolicy.isPreflight(exchange)) {
                exchange.send(OriginPolicy.preflight(exchange));
            } else {
                route(exchange, body);
            }
        } catch (Throwable e) {
            exchange.fail(e);
        }
    }

    private static boolean isOfConsole(Request request) {
        Method method = Method.of(request.getMethod());
        return (method == Method.GET || method == Method.HEAD)
                && WebConsole.owns(Request.getPathInContext(request));
    }

    private void console(Exchange exchange, @Nullable Problem foreign, WebConsole console) {
        String path = Request.getPathInContext(exchange.request());
        boolean isAdmitted = WebConsole.needsCaller(path)
                ? filter.admits(exchange, foreign)
                : filter.admitsAnybody(exchange, foreign);
        if (isAdmitted) {
            console.handle(exchange, path);
        }
    }

    private void route(Exchange exchange, byte[] body) {
        Request request = exchange.request();
        Method method = Method.of(request.getMethod());
        String path = Request.getPathInContext(request);
        if (method == Method.OTHER && !path.startsWith(RPC)) {
            exchange.send(Problems.unsupportedMethod(request.getMethod()));
            return;
        }
        Optional<String> schema = foreignSchema(exchange, method);
        if (schema.isPresent()) {
            exchange.send(Problems.schema(schema.get()));
            return;
        }
        if (path.startsWith(RPC)) {
            String name = path.substring(RPC.length());
            if (name.indexOf('/') < 0 && !name.isEmpty()) {
                resources.rpc().handle(exchange, name, method, body);
                return;
            }
        }
        routeRelation(exchange, path, method, body);
    }

    private void routeRelation(Exchange exchange, String path, Method method, byte[] body) {
        List<String> segments =
                List.of(path.substring(Math.min(1, path.length())).split("/", -1));
        if (segments.size() > 1) {
            exchange.send(Problems.NO_SUCH_PATH);
        } else if (segments.get(0).isEmpty()) {
            resources.openApi().handle(exchange, method, OpenApi.Form.SWAGGER);
        } else if (segments.get(0).equals(OPENAPI_3_1)) {
            resources.openApi().handle(exchange, method, OpenApi.Form.OPENAPI_3_1);
        } else {
            resources.views().handle(exchange, segments.get(0), method, body);
        }
    }

    /** Returns the requested schema if it is not the one that is served. */
    private static Optional<String> foreignSchema(Exchange exchange, Method method) {
        String profile = switch (method) {
            case POST, PUT, PATCH, DELETE -> exchange.header("Content-Profile");
            default -> exchange.header("Accept-Profile");
        };
        if (profile == null) {
            return Optional.empty();
        }
        if (profile.equals(SCHEMA)) {
            exchange.nameProfile();
            return Optional.empty();
        }
        return Optional.of(profile);
    }
}
