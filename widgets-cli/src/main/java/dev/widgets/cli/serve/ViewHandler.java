package dev.widgets.cli.serve;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.jspecify.annotations.Nullable;

/** Handles {@code /widgets} and {@code /slots} for roles that may read them. */
final class ViewHandler {

    private static final String COUNT = "count=exact";
    private static final HttpField COUNTED = new PreEncodedHttpField("Preference-Applied", COUNT);

    private final DirectCalls direct;

    ViewHandler(DirectCalls direct) {
        this.direct = direct;
    }

    /** Handles a request of a view, which need not exist. */
    void handle(Exchange exchange, String name, Method method) {
        for (ViewSql view : ViewSql.values()) {
            if (view.view().equals(name)) {
                switch (method) {
                    case GET, HEAD -> get(exchange, view);
                    case OPTIONS -> exchange.send(Method.allowing("OPTIONS,GET,HEAD"));
                    default -> exchange.send(forbidden(exchange, name));
                }
                return;
            }
        }
        exchange.send(Problems.noSuchTable(name));
    }

    /** No role may write to a view. */
    private static Problem forbidden(Exchange exchange, String name) {
        boolean anonymous = exchange.caller().anonymous();
        Problem problem =
                Problem.of(anonymous ? 401 : 403, "42501", "permission denied for view " + name);
        return anonymous ? problem.with(Problems.BEARER) : problem;
    }

    private void get(Exchange exchange, ViewSql view) {
        MediaType type = MediaType.accepted(exchange.accept());
        if (type == null || type == MediaType.OPENAPI) {
            exchange.send(Problems.notAcceptable(String.valueOf(exchange.accept())));
            return;
        }
        Optional<Query> query = Rpc.query(exchange);
        if (query.isEmpty()) {
            return;
        }
        try {
            boolean counts =
                    exchange.request().getHeaders().getCSV("Prefer", false).contains(COUNT);
            ViewQuery page = ViewQuery.parse(view, query.get(), counts);
            String role = exchange.caller().role();
            direct.run(exchange, true, connection -> {
                ServiceDatabase.become(connection, role);
                List<@Nullable String[]> rows = rows(connection, view, page);
                return answer(view, page, type, rows, count(connection, view, page));
            });
        } catch (ViewQuery.WrongQueryException e) {
            exchange.send(e.problem());
        }
    }

    private static List<@Nullable String[]> rows(
            Connection connection, ViewSql view, ViewQuery page) throws SQLException {
        String sql = page.serialNumber().isPresent() ? view.ofOne() : view.page();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int i = 1;
            statement.setString(i++, page.columns().orElse(null));
            statement.setString(i++, page.columns().orElse(null));
            if (page.serialNumber().isPresent()) {
                statement.setString(i++, page.serialNumber().get());
            }
            statement.setLong(i++, page.limit());
            statement.setLong(i, page.offset());
            return TextRows.all(statement);
        }
    }

    private static OptionalLong count(Connection connection, ViewSql view, ViewQuery page)
            throws SQLException {
        if (!page.counts()) {
            return OptionalLong.empty();
        }
        try (PreparedStatement statement = connection.prepareStatement(view.count())) {
            statement.setString(1, page.serialNumber().orElse(null));
            statement.setString(2, page.serialNumber().orElse(null));
            return OptionalLong.of(Long.parseLong(String.valueOf(TextRows.first(statement)[0])));
        }
    }

    private static ApiResponse answer(
            ViewSql view,
            ViewQuery page,
            MediaType type,
            List<@Nullable String[]> rows,
            OptionalLong count)
            throws ServiceDatabase.RefusedByService {
        if (count.isPresent() && page.offset() > count.getAsLong()) {
            throw new ServiceDatabase.RefusedByService(Problems.range(
                    "An offset of " + page.offset() + " was requested, but there are only "
                            + count.getAsLong() + " rows."));
        }
        List<String> json = new ArrayList<>();
        List<String> text = new ArrayList<>();
        for (@Nullable String[] row : rows) {
            json.add(String.valueOf(row[0]));
            text.add(String.valueOf(row[1]));
        }
        byte[] body = body(view, type, json, text).getBytes(StandardCharsets.UTF_8);
        HttpField range = new HttpField(HttpHeader.CONTENT_RANGE, range(page, rows.size(), count));
        if (count.isEmpty()) {
            return ApiResponse.of(200, body, type.field(), range);
        }
        int status = rows.size() < count.getAsLong() ? 206 : 200;
        return ApiResponse.of(status, body, type.field(), range, COUNTED);
    }

    private static String range(ViewQuery page, int rows, OptionalLong count) {
        String all = count.isPresent() ? String.valueOf(count.getAsLong()) : "*";
        String these = rows == 0 ? "*" : page.offset() + "-" + (page.offset() + rows - 1);
        return these + "/" + all;
    }

    private static String body(ViewSql view, MediaType type, List<String> json, List<String> text)
            throws ServiceDatabase.RefusedByService {
        if (type == MediaType.CSV) {
            return Csv.of(view.columns(), text);
        }
        if (!type.isSingular()) {
            return "[" + String.join(",\n ", json) + "]";
        }
        if (json.size() != 1) {
            throw new ServiceDatabase.RefusedByService(Problems.notSingular(json.size()));
        }
        return json.get(0);
    }
}
