package dev.widgets.cli.serve;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The rows and columns of a view that a request asks for.
 *
 * @param columns comma-separated column names; empty for all
 * @param serialNumber the serial number to filter by; empty for all widgets
 * @param limit the maximum number of rows
 * @param offset the number of rows to skip
 * @param counts whether to report the total number of rows
 */
record ViewQuery(
        Optional<String> columns,
        Optional<String> serialNumber,
        long limit,
        long offset,
        boolean counts) {

    /** The maximum number of rows in a response, also used if the request has no limit. */
    static final int MOST_ROWS = 1000;

    private static final String EQUALS = "eq.";

    /** The query is invalid or asks for something that is not supported. */
    static final class WrongQueryException extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        WrongQueryException(Problem problem) {
            super(problem.message(), null, false, false);
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }

    static ViewQuery parse(ViewSql view, Query query, boolean counts) throws WrongQueryException {
        Optional<String> columns = Optional.empty();
        Optional<String> serialNumber = Optional.empty();
        long limit = MOST_ROWS;
        long offset = 0;
        for (Query.Parameter parameter : query.parameters()) {
            String value = parameter.value();
            switch (parameter.name()) {
                case "select" -> columns = columns(view, value);
                case "limit" -> limit = Math.min(MOST_ROWS, number("limit", value));
                case "offset" -> offset = number("offset", value);
                case "order" -> checkOrder(value);
                case "serial_number" -> {
                    if (serialNumber.isPresent() || !value.startsWith(EQUALS)) {
                        throw notServed("serial_number=" + value);
                    }
                    serialNumber = Optional.of(value.substring(EQUALS.length()));
                }
                default -> throw notServed(parameter.name());
            }
        }
        return new ViewQuery(columns, serialNumber, limit, offset, counts);
    }

    private static Optional<String> columns(ViewSql view, String select)
            throws WrongQueryException {
        if (select.isEmpty() || select.equals("*")) {
            return Optional.empty();
        }
        List<String> all = List.of(view.columns().split(",", -1));
        List<String> wanted =
                Arrays.stream(select.split(",", -1)).map(String::strip).toList();
        if (!all.containsAll(wanted)) {
            throw notServed("select=" + select);
        }
        return Optional.of(String.join(",", wanted));
    }

    private static long number(String name, String value) throws WrongQueryException {
        if (value.matches("-\\d{1,18}") && name.equals("limit")) {
            throw new WrongQueryException(
                    Problems.range("Limit should be greater than or equal to zero."));
        }
        if (!value.matches("\\d{1,18}")) {
            throw notServed(name + "=" + value);
        }
        return Long.parseLong(value);
    }

    private static void checkOrder(String value) throws WrongQueryException {
        if (!value.matches("serial_number(\\.asc)?(,slot(\\.asc)?)?")) {
            throw notServed("order=" + value);
        }
    }

    private static WrongQueryException notServed(String what) {
        return new WrongQueryException(Problems.query(
                "Unsupported parameter: " + what,
                "Supported are select with column names, serial_number=eq., limit"
                        + " and offset; rows are ordered by serial number."));
    }
}
