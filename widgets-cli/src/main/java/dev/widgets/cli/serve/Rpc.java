package dev.widgets.cli.serve;

import dev.widgets.WidgetFunction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/** Handles {@code /rpc/...}: function calls. */
final class Rpc {

    private static final Set<String> COLUMNS = Set.of("serial_number", "name", "ports", "peers");

    private final JsonBody reader;
    private final CoalescedCalls coalesced;
    private final DirectCalls direct;
    private final Idempotency idempotency;

    Rpc(JsonBody reader, CoalescedCalls coalesced, DirectCalls direct) {
        this.reader = reader;
        this.coalesced = coalesced;
        this.direct = direct;
        idempotency = new Idempotency(direct);
    }

    DirectCalls direct() {
        return direct;
    }

    /** Handles a call of a function, which need not exist. */
    void handle(Exchange exchange, String name, Method method, byte[] body) {
        WidgetFunction function = WidgetFunction.ofSqlName(name).orElse(null);
        if (function != null) {
            exchange.functionIs(function);
        }
        switch (method) {
            case POST -> post(exchange, name, function, body);
            case GET, HEAD -> get(exchange, name, function);
            case OPTIONS -> options(exchange, name, function);
            default -> exchange.send(Problems.method(method.name()));
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
            Exchange exchange, String name, @Nullable WidgetFunction function, byte[] body) {
        String type = exchange.header(HttpHeader.CONTENT_TYPE);
        if (type != null && !ContentType.isJson(type)) {
            exchange.send(Problems.contentType(ContentType.mime(type)));
            return;
        }
        Arguments arguments;
        try {
            arguments = reader.read(body);
        } catch (JsonBody.NoJsonException e) {
            exchange.send(Problems.noJson(String.valueOf(e.getMessage())));
            return;
        }
        if (function == null || !arguments.fit(function)) {
            exchange.send(Problems.noSuchFunction(name, arguments.keys(), true));
            return;
        }
        Optional<Query> query = query(exchange);
        if (query.isEmpty()) {
            return;
        }
        for (Query.Parameter parameter : query.get().parameters()) {
            if (!parameter.name().equals("select")) {
                exchange.send(unknownParameter(parameter.name()));
                return;
            }
        }
        Source source = () -> new String(body, StandardCharsets.UTF_8);
        call(exchange, function, arguments, source, query.get());
    }

    /** The arguments as JSON for the database, written only if they are needed. */
    @FunctionalInterface
    private interface Source {
        String json();
    }

    private void get(Exchange exchange, String name, @Nullable WidgetFunction function) {
        Optional<Query> query = query(exchange);
        if (query.isEmpty()) {
            return;
        }
        Arguments arguments = new Arguments();
        Map<String, String> texts = new LinkedHashMap<>();
        for (Query.Parameter parameter : query.get().parameters()) {
            if (!parameter.name().equals("select")) {
                arguments.take(parameter.name(), parameter.value());
                texts.put(parameter.name(), parameter.value());
            }
        }
        if (function == null || !arguments.fit(function)) {
            exchange.send(Problems.noSuchFunction(name, arguments.keys(), false));
            return;
        }
        call(exchange, function, arguments, () -> WidgetJson.object(texts), query.get());
    }

    /** Returns the parameters of the URL; if they are malformed, the response has been sent. */
    static Optional<Query> query(Exchange exchange) {
        Optional<Query> query = Query.parse(exchange.request().getHttpURI().getQuery());
        if (query.isEmpty()) {
            exchange.send(Problems.query(
                    "The query string of the URL is malformed",
                    "A percent sign must be followed by two hexadecimal digits."));
        }
        return query;
    }

    private static Problem unknownParameter(String name) {
        return Problems.query(
                "Unsupported parameter: " + name,
                "Send arguments in the body; select chooses columns of get_widget.");
    }

    private void call(
            Exchange exchange,
            WidgetFunction function,
            Arguments arguments,
            Source source,
            Query query) {
        String accept = exchange.accept();
        MediaType type = MediaType.accepted(accept);
        if (type == null || type == MediaType.OPENAPI) {
            exchange.send(Problems.notAcceptable(String.valueOf(accept)));
            return;
        }
        Optional<String> columns = query.last("select").filter(select -> !select.equals("*"));
        boolean reads = Method.of(exchange.request().getMethod()) != Method.POST;
        String key = reads || !function.writes() ? null : exchange.header(Idempotency.HEADER);
        if (key != null) {
            idempotency.call(exchange, function, source.json(), key, type);
        } else if (columns.isPresent()) {
            select(exchange, function, source, columns.get(), type);
        } else if (type != MediaType.CSV && arguments.arePlain() && !(reads && function.writes())) {
            Runnable alone = () -> direct(exchange, function, source, type, reads);
            coalesced.call(
                    exchange, new CoalescedCalls.CoalescedCall(function, arguments, type, alone));
        } else {
            direct(exchange, function, source, type, reads);
        }
    }

    private void direct(
            Exchange exchange,
            WidgetFunction function,
            Source source,
            MediaType type,
            boolean reads) {
        String role = exchange.caller().role();
        direct.run(exchange, reads || !function.writes(), connection -> {
            ServiceDatabase.become(connection, role);
            @Nullable
            String[] row =
                    ServiceDatabase.query(connection, FunctionSql.of(function), source.json());
            return type == MediaType.CSV
                    ? ApiResponse.result(Csv.of(function, String.valueOf(row[1])), type)
                    : ApiResponse.result(String.valueOf(row[0]), type);
        });
    }

    private void select(
            Exchange exchange,
            WidgetFunction function,
            Source source,
            String columns,
            MediaType type) {
        List<String> names =
                Arrays.stream(columns.split(",", -1)).map(String::strip).toList();
        if (function != WidgetFunction.GET_WIDGET
                || type == MediaType.CSV
                || !COLUMNS.containsAll(names)) {
            exchange.send(Problems.query(
                    "Unsupported columns: " + columns,
                    "get_widget has the columns serial_number, name, ports and peers."));
            return;
        }
        String role = exchange.caller().role();
        direct.run(exchange, true, connection -> {
            ServiceDatabase.become(connection, role);
            @Nullable
            String[] row = ServiceDatabase.query(
                    connection, FunctionSql.ofColumns(), String.join(",", names), source.json());
            return ApiResponse.result(String.valueOf(row[0]), type);
        });
    }
}
