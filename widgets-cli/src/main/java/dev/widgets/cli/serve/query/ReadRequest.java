package dev.widgets.cli.serve.query;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the query string of a request asks for.
 *
 * @param select the columns of the result; empty for all
 * @param filters the conditions that all rows must fulfil
 * @param order the order of the rows
 * @param range the places of the rows
 * @param columns the parameter columns: which keys of the body count
 * @param arguments the arguments of a function that is called by GET
 */
public record ReadRequest(
        List<SelectItem> select,
        List<RowFilter> filters,
        List<OrderTerm> order,
        RowRange range,
        Optional<Set<String>> columns,
        Map<String, String> arguments) {

    /** Nothing but all columns of all rows. */
    public static final ReadRequest PLAIN = new ReadRequest(
            List.of(), List.of(), List.of(), RowRange.ALL, Optional.empty(), Map.of());

    /**
     * Parses a query string.
     *
     * @param query the parameters
     * @param callsFunction whether parameters without an operator are arguments of a function
     * @param range the Range header of a GET request
     * @throws QueryException if a parameter is invalid
     */
    public static ReadRequest parse(
            QueryString query, boolean callsFunction, @Nullable String range)
            throws QueryException {
        return query.all().isEmpty() && range == null
                ? PLAIN
                : new RequestParser(query, callsFunction).parse(range);
    }

    /** Returns whether it asks for all rows and columns as they are. */
    public boolean isPlain() {
        return select.isEmpty()
                && filters.isEmpty()
                && order.isEmpty()
                && range.equals(RowRange.ALL);
    }
}
