package dev.widgets.cli.serve;

import dev.widgets.WidgetFunction;
import dev.widgets.WidgetSchema;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Handles {@code /}: an OpenAPI 2.0 document of the functions and views that the caller's role may
 * use.
 */
final class OpenApi {

    private final DirectCalls direct;

    OpenApi(DirectCalls direct) {
        this.direct = direct;
    }

    /** An argument of a function or a column of a view. */
    record Field(
            String name,
            @Nullable String comment,
            String type,
            boolean array,
            List<String> labels,
            boolean required) {}

    /** A function with its arguments, or a view with its columns. */
    record Thing(String name, String comment, boolean writes, List<Field> fields) {

        /** Returns the first line of the comment. */
        String summary() {
            return comment.lines().findFirst().orElse(name);
        }

        /** Returns the comment without its first line. */
        String description() {
            int end = comment.indexOf('\n');
            return end < 0 ? "" : comment.substring(end).strip();
        }
    }

    void handle(Exchange exchange, Method method) {
        MediaType type = MediaType.accepted(exchange.accept());
        if (method == Method.OPTIONS) {
            exchange.send(Method.allowing("OPTIONS,GET,HEAD"));
        } else if (method != Method.GET && method != Method.HEAD) {
            exchange.send(Problems.unsupportedMethod(method.name()));
        } else if (type != MediaType.JSON && type != MediaType.OPENAPI) {
            exchange.send(Problems.notAcceptable(String.valueOf(exchange.accept())));
        } else {
            String role = exchange.caller().role();
            direct.run(exchange, true, connection -> {
                ServiceDatabase.become(connection, role);
                return ApiResponse.of(200, document(connection), MediaType.OPENAPI.field());
            });
        }
    }

    private static byte[] document(Connection connection) throws SQLException {
        @Nullable String[] schema = ServiceDatabase.query(connection, OpenApiSql.SCHEMA);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new OpenApiWriter(bytes)
                .write(
                        String.valueOf(schema[0]),
                        String.valueOf(WidgetSchema.RELEASE),
                        functions(connection),
                        views(connection));
        return bytes.toByteArray();
    }

    private static List<Thing> functions(Connection connection) throws SQLException {
        Map<String, Thing> functions = new LinkedHashMap<>();
        for (@Nullable String[] row : rows(connection, OpenApiSql.FUNCTIONS)) {
            String name = String.valueOf(row[0]);
            if (WidgetFunction.ofSqlName(name).isPresent()) {
                functions
                        .computeIfAbsent(name, key -> thing(key, row[1], "v".equals(row[2])))
                        .fields()
                        .add(field(row, 3, null, "t".equals(row[7])));
            }
        }
        return List.copyOf(functions.values());
    }

    private static List<Thing> views(Connection connection) throws SQLException {
        Map<String, Thing> views = new LinkedHashMap<>();
        for (@Nullable String[] row : rows(connection, OpenApiSql.VIEWS)) {
            String name = String.valueOf(row[0]);
            @Nullable String[] field = row.clone();
            field[3] = row[2];
            views.computeIfAbsent(name, key -> thing(key, row[1], false))
                    .fields()
                    .add(field(field, 3, row[3], false));
        }
        return List.copyOf(views.values());
    }

    private static Thing thing(String name, @Nullable String comment, boolean writes) {
        return new Thing(name, comment == null ? name : comment, writes, new ArrayList<>());
    }

    /** Reads a field whose name is at the given index. */
    private static Field field(
            @Nullable String[] row, int start, @Nullable String comment, boolean required) {
        String labels = row[start + 3];
        return new Field(
                String.valueOf(row[start]),
                comment,
                String.valueOf(row[start + 1]),
                "t".equals(row[start + 2]),
                labels == null ? List.of() : List.of(labels.split(",", -1)),
                required);
    }

    private static List<@Nullable String[]> rows(Connection connection, String sql)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return TextRows.all(statement);
        }
    }
}
