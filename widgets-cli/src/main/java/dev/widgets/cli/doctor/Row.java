package dev.widgets.cli.doctor;

import java.util.List;

/**
 * A row of a query result.
 *
 * @param values its columns as text, empty if null
 */
record Row(List<String> values) {

    Row {
        values = List.copyOf(values);
    }

    String text(int column) {
        return values.get(column);
    }

    boolean is(int column) {
        return text(column).equals("t");
    }

    /** Returns the number, or 0 if it is null. */
    long number(int column) {
        return text(column).isEmpty() ? 0 : (long) Double.parseDouble(text(column));
    }
}
