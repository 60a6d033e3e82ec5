package dev.widgets.cli.serve.query;

import java.util.List;

/** A condition on rows. */
sealed interface RowFilter {

    /**
     * A comparison of one column.
     *
     * @param path what is compared
     * @param negated whether the result is reversed
     * @param operation what it is compared with
     */
    record Comparison(ColumnPath path, boolean negated, RowOperation operation)
            implements RowFilter {}

    /**
     * Conditions that are combined.
     *
     * @param negated whether the result is reversed
     * @param either whether one of them is enough
     * @param parts the conditions, at least one
     */
    record Combination(boolean negated, boolean either, List<RowFilter> parts)
            implements RowFilter {}
}
