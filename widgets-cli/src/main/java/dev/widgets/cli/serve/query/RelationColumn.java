package dev.widgets.cli.serve.query;

/**
 * A column that can be read.
 *
 * @param name the name
 * @param sql the SQL that refers to it
 * @param kind how it is written
 */
public record RelationColumn(String name, String sql, Kind kind) {

    /** How the values of a column are written. */
    enum Kind {
        /** Text. */
        TEXT,
        /** The labels of an enum. */
        LABEL,
        /** Whole numbers. */
        NUMBER,
        /** Times, which are written as in JSON. */
        TIME,
        /** Truth values. */
        TRUTH,
        /** Arrays of texts or labels. */
        ARRAY
    }

    /** Returns the SQL for the text that {@link ResultText} writes. */
    String asText() {
        return switch (kind) {
            case TEXT -> sql;
            case LABEL, NUMBER, TRUTH -> sql + "::text";
            case TIME -> "to_json(" + sql + ") #>> '{}'";
            case ARRAY -> "to_json(" + sql + ")::text";
        };
    }

    /** Returns whether that text is JSON already. */
    boolean isJson() {
        return kind == Kind.NUMBER || kind == Kind.TRUTH || kind == Kind.ARRAY;
    }
}
