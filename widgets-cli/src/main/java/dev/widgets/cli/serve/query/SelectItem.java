package dev.widgets.cli.serve.query;

import java.util.Optional;

/** A part of the parameter {@code select}. */
sealed interface SelectItem {

    /**
     * A column, or all columns.
     *
     * @param path the column; its name is an asterisk for all
     * @param alias the name in the result
     * @param cast the type to convert to
     * @param aggregated whether an aggregate function is used
     */
    record Column(
            ColumnPath path, Optional<String> alias, Optional<String> cast, boolean aggregated)
            implements SelectItem {

        boolean isAll() {
            return path.column().equals("*") && path.isColumn();
        }
    }

    /** Another relation within the rows. */
    record Embedded(String relation, Optional<String> hint) implements SelectItem {}
}
