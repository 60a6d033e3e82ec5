package dev.widgets.cli.serve.query;

import java.util.Optional;

/**
 * A part of the parameter {@code order}.
 *
 * @param path what to order by
 * @param descending whether the order is reversed
 * @param nullsFirst whether nulls come first; by default they do in a descending order
 * @param relation the embedded relation that has the column
 */
record OrderTerm(
        ColumnPath path,
        boolean descending,
        Optional<Boolean> nullsFirst,
        Optional<String> relation) {

    /** Returns whether it is the descending order of the key, or nothing if it is another order. */
    Optional<Boolean> descendingByKey(Relation of) {
        boolean indexed = nullsFirst.isEmpty() || nullsFirst.get() == descending;
        return indexed
                        && path.isColumn()
                        && path.column().equals(of.key().get(0).name())
                ? Optional.of(descending)
                : Optional.empty();
    }
}
