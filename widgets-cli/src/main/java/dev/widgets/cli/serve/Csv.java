package dev.widgets.cli.serve;

import dev.widgets.WidgetFunction;
import java.util.List;

/** Writes CSV the way PostgREST does, from the text form of a row. */
final class Csv {

    private static final String GET_WIDGET = "serial_number,name,ports,peers";

    private Csv() {}

    /** Returns the result of a function as CSV. */
    static String of(WidgetFunction function, String row) {
        String header = function == WidgetFunction.GET_WIDGET ? GET_WIDGET : "pgrst_scalar";
        return header + "\n" + line(row);
    }

    static String of(String header, List<String> rows) {
        StringBuilder csv = new StringBuilder(header);
        rows.forEach(row -> csv.append('\n').append(line(row)));
        return csv.toString();
    }

    /** Removes the parentheses of a row. */
    private static String line(String row) {
        return row.substring(1, row.length() - 1);
    }
}
