package dev.widgets.cli.serve;

import dev.widgets.cli.serve.query.KeyedRows;
import dev.widgets.cli.serve.query.Preferences;
import dev.widgets.cli.serve.query.QueryException;
import dev.widgets.cli.serve.query.QueryString;
import dev.widgets.cli.serve.query.ReadRequest;
import dev.widgets.cli.serve.query.Relation;
import dev.widgets.cli.serve.query.RowStatements;
import dev.widgets.cli.serve.query.SqlText;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;

/** Handles {@code /widgets}, {@code /slots} and {@code /history} for roles that may read them. */
final class ViewHandler {

    private static final String REMEDY = "Filter by serial_number, which an index finds";

    private final JsonBody reader;
    private final CoalescedCalls coalesced;
    private final DirectCalls direct;
    private final Scans scans;
    private final ViewReaders readers = new ViewReaders(System::nanoTime);

    ViewHandler(JsonBody reader, CoalescedCalls coalesced, DirectCalls direct, Scans scans) {
        this.reader = reader;
        this.coalesced = coalesced;
        this.direct = direct;
        this.scans = scans;
    }

    /** Handles a request of a view, which need not exist. */
    void handle(Exchange exchange, String name, Method method, byte[] body) {
        Optional<Relation> view =
                Relation.VIEWS.stream().filter(one -> one.name().equals(name)).findFirst();
        if (view.isEmpty()) {
            exchange.send(Problems.noSuchTable(name));
            return;
        }
        switch (method) {
            case GET, HEAD -> get(exchange, view.get(), method);
            case OPTIONS -> exchange.send(Method.allowing("OPTIONS,GET,HEAD"));
            default -> exchange.send(refusal(exchange, name, method, body));
        }
    }

    /** No role may write to a view; a body that is malformed is reported before. */
    private Problem refusal(Exchange exchange, String name, Method method, byte[] body) {
        String contentType = exchange.header(HttpHeader.CONTENT_TYPE);
        boolean isJson = contentType == null || ContentType.isJson(contentType);
        if (method != Method.DELETE && isJson) {
            try {
                reader.check(body);
            } catch (JsonBody.NoJsonException e) {
                return e.problem();
            }
        }
        boolean anonymous = exchange.caller().anonymous();
        Problem problem =
                Problem.of(anonymous ? 401 : 403, "42501", "permission denied for view " + name);
        return anonymous ? problem.with(Problems.BEARER) : problem;
    }

    private void get(Exchange exchange, Relation view, Method method) {
        try {
            QueryString query = Rpc.query(exchange);
            String range = method == Method.GET ? exchange.header(HttpHeader.RANGE) : null;
            ReadRequest request = ReadRequest.parse(query, false, range);
            RowStatements statements =
                    new RowStatements(view, request, List.of(), scans.mostRows());
            statements.columns();
            MediaType type = Rpc.accepted(exchange);
            if (type == null) {
                return;
            }
            Preferences preferences = Rpc.preferences(exchange);
            preferences.check();
            String location =
                    "/" + view.name() + (query.all().isEmpty() ? "" : "?" + query.canonical());
            read(
                    exchange,
                    new RowResponse(view, statements, type, preferences, scans.mostRows()),
                    location);
        } catch (QueryException e) {
            exchange.send(Problems.of(e));
        }
    }

    private void read(Exchange exchange, RowResponse response, String location)
            throws QueryException {
        Optional<KeyedRows> keyed = response.keyed();
        if (keyed.isPresent()) {
            keyed(exchange, response, keyed.get(), location);
            return;
        }
        List<SqlText> sql = response.sql();
        if (!response.statements().isBounded(response.counts())) {
            scan(exchange, response, location);
            return;
        }
        String role = exchange.caller().role();
        direct.run(
                exchange,
                true,
                connection ->
                        response.ofView(ServiceDatabase.read(connection, role, sql), location));
    }

    private void keyed(Exchange exchange, RowResponse response, KeyedRows rows, String location) {
        String role = exchange.caller().role();
        Runnable alone = () -> direct.run(exchange, true, connection -> {
            ApiResponse answer = response.ofView(
                    ServiceDatabase.read(connection, role, response.sql()), location);
            readers.sawReading(role);
            return answer;
        });
        if (readers.mayRead(role)) {
            coalesced.findAll(
                    exchange,
                    rows.serialNumbers(),
                    widgets -> response.ofView(List.of(rows.rows(widgets)), location),
                    alone);
        } else {
            alone.run();
        }
    }

    private void scan(Exchange exchange, RowResponse response, String location) {
        scans.read(
                exchange,
                paced -> ways(paced ? response.paced() : response),
                REMEDY,
                results -> response.ofView(results, location));
    }

    private static List<List<SqlText>> ways(RowResponse response) throws QueryException {
        Optional<RowStatements> free = response.statements().ofFreePorts();
        return free.isPresent()
                ? List.of(response.with(free.get()).sql(), response.sql())
                : List.of(response.sql());
    }
}
