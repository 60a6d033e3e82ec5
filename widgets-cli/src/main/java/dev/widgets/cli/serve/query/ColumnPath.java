package dev.widgets.cli.serve.query;

import java.util.List;

/**
 * A column, or a part of one as JSON.
 *
 * @param column the name of the column, as the request has it
 * @param steps the way into the JSON of the column; empty for the column itself
 */
record ColumnPath(String column, List<Step> steps) {

    /**
     * A step into JSON.
     *
     * @param asText whether the result is text ({@code ->>}) instead of JSON ({@code ->})
     * @param isIndex whether it is an element of an array
     * @param key the key, or the index with its sign
     */
    record Step(boolean asText, boolean isIndex, String key) {}

    boolean isColumn() {
        return steps.isEmpty();
    }

    /** Returns the name of the result: the last key, or the column if there are only indexes. */
    String lastName() {
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (!steps.get(i).isIndex()) {
                return steps.get(i).key();
            }
        }
        return column;
    }
}
