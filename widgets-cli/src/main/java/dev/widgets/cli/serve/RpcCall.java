package dev.widgets.cli.serve;

import dev.widgets.WidgetFunction;
import dev.widgets.cli.serve.query.Preferences;
import dev.widgets.cli.serve.query.QueryException;
import dev.widgets.cli.serve.query.ReadRequest;
import dev.widgets.cli.serve.query.Relation;
import dev.widgets.cli.serve.query.RowStatements;
import dev.widgets.cli.serve.query.SearchRelations;
import dev.widgets.cli.serve.query.SqlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of a function.
 *
 * @param function the function
 * @param body the arguments
 * @param request what is asked of the result
 * @param reads whether the method of the request only reads
 */
record RpcCall(WidgetFunction function, RpcBody body, ReadRequest request, boolean reads) {

    /** Makes the response from the result of {@link FunctionSql}. */
    @FunctionalInterface
    interface Shape {
        ApiResponse of(Connection connection, @Nullable String[] row)
                throws SQLException, QueryException, ServiceDatabase.RefusedByService;
    }

    /** Fails if the result does not have the columns that the request names. */
    void check() throws QueryException {
        statements("{}").columns();
    }

    /** Returns the result as it is. */
    Shape plainShape(MediaType type) {
        return (connection, row) -> type == MediaType.CSV
                ? ApiResponse.result(Csv.of(function, String.valueOf(row[1])), type)
                : ApiResponse.result(String.valueOf(row[0]), type);
    }

    /**
     * Returns the part of the result that the request asks for. The function has been called
     * before, whatever is left of its result.
     */
    Shape shape(MediaType type, Preferences preferences) throws QueryException {
        response("", type, preferences).sql();
        return (connection, row) -> {
            String text = function.writes()
                    ? WidgetJson.unquote(String.valueOf(row[0]))
                    : body.json().get();
            RowResponse response = response(text, type, preferences);
            List<List<@Nullable String[]>> results = new ArrayList<>();
            for (SqlText sql : response.sql()) {
                results.add(ServiceDatabase.rows(connection, sql));
            }
            return response.ofFunction(results);
        };
    }

    /** Calls a function that reads, and returns the part of its result that is asked for. */
    ApiResponse read(Connection connection, String role, MediaType type, Preferences preferences)
            throws SQLException, QueryException, ServiceDatabase.RefusedByService {
        RowResponse response = response(body.json().get(), type, preferences);
        return response.ofFunction(ServiceDatabase.read(connection, role, response.sql()));
    }

    /**
     * Returns how a search of the graph is read and returned.
     *
     * @param mostRows the maximum number of rows, 0 for no maximum
     */
    RowResponse search(MediaType type, Preferences preferences, int mostRows) {
        Relation relation = relation();
        RowStatements statements =
                new RowStatements(relation, request, List.of(body.json().get()), mostRows);
        return new RowResponse(relation, statements, type, preferences, mostRows);
    }

    private RowResponse response(String given, MediaType type, Preferences preferences) {
        return new RowResponse(relation(), statements(given), type, preferences, 0);
    }

    private RowStatements statements(String given) {
        return new RowStatements(relation(), request, List.of(given), 0);
    }

    private Relation relation() {
        List<String> arguments = body.arguments().keys();
        return switch (function) {
            case GET_WIDGET -> Relation.WIDGET;
            case GET_NEIGHBOURHOOD -> SearchRelations.neighbourhood(arguments);
            case GET_PATH -> SearchRelations.path(arguments);
            case GET_COMPONENT -> SearchRelations.component(arguments);
            default -> Relation.text(function.sqlName());
        };
    }
}
