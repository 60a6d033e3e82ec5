package dev.widgets.cli.serve;

import dev.widgets.WidgetFunction;
import dev.widgets.cli.serve.query.Preferences;
import dev.widgets.cli.serve.query.QueryException;
import dev.widgets.cli.serve.query.QueryString;
import dev.widgets.cli.serve.query.ReadRequest;
import dev.widgets.cli.serve.query.SqlText;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/** Handles {@code /rpc/...}: function calls. */
final class Rpc {

    private static final String PREFER = "Prefer";
    private static final String REMEDY = "Give smaller limits (hops, most)";

    private final JsonBody reader;
    private final CoalescedCalls coalesced;
    private final DirectCalls direct;
    private final Scans scans;
    private final Idempotency idempotency;

    Rpc(JsonBody reader, CoalescedCalls coalesced, DirectCalls direct, Scans scans) {
        this.reader = reader;
        this.coalesced = coalesced;
        this.direct = direct;
        this.scans = scans;
        idempotency = new Idempotency(direct);
    }

    /** Handles a call of a function, which need not exist. */
    void handle(Exchange exchange, String name, Method method, byte[] body) {
        WidgetFunction function = WidgetFunction.ofSqlName(name).orElse(null);
        if (function != null) {
            exchange.functionIs(function);
        }
        try {
            switch (method) {
                case POST -> post(exchange, name, function, body);
                case GET, HEAD -> get(exchange, name, function);
                case OPTIONS -> options(exchange, name, function);
                default -> exchange.send(Problems.method(exchange.request().getMethod()));
            }
        } catch (QueryException e) {
            exchange.send(Problems.of(e));
        } catch (JsonBody.NoJsonException e) {
            exchange.send(e.problem());
        }
    }

    private static void options(Exchange exchange, String name, @Nullable WidgetFunction function) {
        if (function == null) {
            exchange.send(Problems.noSuchFunction(name, List.of(), false));
        } else {
            exchange.send(
                    Method.allowing(function.writes() ? "OPTIONS,POST" : "OPTIONS,GET,HEAD,POST"));
        }
    }

    private void post(
            Exchange exchange, String name, @Nullable WidgetFunction function, byte[] body)
            throws QueryException, JsonBody.NoJsonException {
        ReadRequest request = ReadRequest.parse(query(exchange), false, null);
        RpcBody given = RpcBody.read(reader, name, exchange.header(HttpHeader.CONTENT_TYPE), body);
        if (request.columns().isPresent()) {
            given = given.with(request.columns().get());
        }
        if (function == null || !given.arguments().fit(function)) {
            exchange.send(Problems.noSuchFunction(
                    name, given.arguments().keys(), reader.isJson(exchange)));
            return;
        }
        call(exchange, new RpcCall(function, given, request, false));
    }

    private void get(Exchange exchange, String name, @Nullable WidgetFunction function)
            throws QueryException {
        boolean isGet = Method.of(exchange.request().getMethod()) == Method.GET;
        String range = isGet ? exchange.header(HttpHeader.RANGE) : null;
        ReadRequest request = ReadRequest.parse(query(exchange), true, range);
        RpcBody given = RpcBody.of(request.arguments());
        if (function == null || !given.arguments().fit(function)) {
            exchange.send(Problems.noSuchFunction(name, given.arguments().keys(), false));
            return;
        }
        call(exchange, new RpcCall(function, given, request, true));
    }

    /** Returns the parameters of the URL. */
    static QueryString query(Exchange exchange) throws QueryException {
        String query = exchange.request().getHttpURI().getQuery();
        return query == null ? QueryString.EMPTY : QueryString.parse(query);
    }

    /** Returns the media type of the response; if there is none, the error has been sent. */
    static @Nullable MediaType accepted(Exchange exchange) {
        String accept = exchange.accept();
        MediaType type = MediaType.accepted(accept);
        if (type == null || type == MediaType.OPENAPI) {
            exchange.send(Problems.notAcceptable(String.valueOf(accept)));
            return null;
        }
        return type;
    }

    static Preferences preferences(Exchange exchange) {
        return exchange.header(PREFER) == null
                ? Preferences.NONE
                : Preferences.parse(exchange.request().getHeaders().getValuesList(PREFER));
    }

    private void call(Exchange exchange, RpcCall call) throws QueryException {
        if (!call.request().isPlain()) {
            call.check();
        }
        MediaType type = accepted(exchange);
        if (type == null) {
            return;
        }
        Preferences preferences = preferences(exchange);
        preferences.checkForFunction();
        if (call.function().searches()) {
            RowResponse response = call.search(type, preferences, scans.mostRows());
            List<SqlText> sql = response.sql();
            scans.read(exchange, paced -> List.of(sql), REMEDY, response::ofFunction);
            return;
        }
        boolean writes = call.function().writes();
        String key = onlyReads(call) ? null : exchange.header(Idempotency.HEADER);
        boolean isShaped = !call.request().isPlain() || !preferences.applied().isEmpty();
        RpcCall.Shape shape = isShaped ? call.shape(type, preferences) : call.plainShape(type);
        if (key != null) {
            idempotency.call(exchange, call, key, shape);
        } else if (isShaped && !writes) {
            String role = exchange.caller().role();
            direct.run(
                    exchange, true, connection -> call.read(connection, role, type, preferences));
        } else if (!isShaped
                && type != MediaType.CSV
                && call.body().isPlain()
                && call.body().arguments().arePlain()
                && !(onlyReads(call) && writes)) {
            coalesced.call(
                    exchange,
                    new CoalescedCalls.CoalescedCall(
                            call.function(),
                            call.body().arguments(),
                            type,
                            () -> direct(exchange, call, shape)));
        } else {
            direct(exchange, call, shape);
        }
    }

    /**
     * Returns whether a call runs in a read-only transaction, in which the database refuses writes.
     */
    private boolean onlyReads(RpcCall call) {
        return scans.readOnly() || call.reads() || !call.function().writes();
    }

    private void direct(Exchange exchange, RpcCall call, RpcCall.Shape shape) {
        CallerIdentity caller = exchange.caller();
        direct.run(exchange, onlyReads(call), connection -> {
            ServiceDatabase.become(connection, caller);
            return shape.of(
                    connection,
                    ServiceDatabase.query(
                            connection,
                            FunctionSql.of(call.function()),
                            call.body().json().get()));
        });
    }
}
