package dev.widgets.cli.serve.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Suggests a column whose name is similar to a misspelled one, as PostgreSQL does. */
final class NearColumn {

    private static final int MOST_EDITS = 3;
    private static final int LONGEST = 63;

    private NearColumn() {}

    /** Returns the only column that is nearest, if it is near enough. */
    static Optional<String> of(String name, List<RelationColumn> columns) {
        if (name.length() > LONGEST) {
            return Optional.empty();
        }
        int least = Math.min(MOST_EDITS, name.length() / 2);
        List<String> nearest = new ArrayList<>();
        for (RelationColumn column : columns) {
            int edits = EditDistance.between(name, column.name());
            if (edits < least) {
                nearest.clear();
                least = edits;
            }
            if (edits == least) {
                nearest.add(column.name());
            }
        }
        return nearest.size() == 1 ? Optional.of(nearest.get(0)) : Optional.empty();
    }
}
