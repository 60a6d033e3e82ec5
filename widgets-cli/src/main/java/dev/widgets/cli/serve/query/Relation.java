package dev.widgets.cli.serve.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What can be read: a view, or the result of a function.
 *
 * @param name the name in messages
 * @param source the SQL that yields its rows as {@code v}; its parameters come first
 * @param columns the columns
 * @param key the columns that are unique together and ordered by an index; empty for a function
 * @param kind what it is
 */
public record Relation(
        String name,
        String source,
        List<RelationColumn> columns,
        List<RelationColumn> key,
        Kind kind) {

    /** What can be read. */
    enum Kind {
        /** A view. */
        VIEW,
        /** The rows of a function. */
        ROWS,
        /** The only row of a function. */
        ROW,
        /** The value of a function. */
        SCALAR
    }

    private static final RelationColumn SERIAL_NUMBER =
            new RelationColumn("serial_number", "v.serial_number", RelationColumn.Kind.TEXT);
    private static final RelationColumn SLOT =
            new RelationColumn("slot", "v.slot", RelationColumn.Kind.NUMBER);
    private static final List<RelationColumn> OF_WIDGET = List.of(
            SERIAL_NUMBER,
            new RelationColumn("name", "v.name", RelationColumn.Kind.TEXT),
            new RelationColumn("ports", "v.ports", RelationColumn.Kind.TEXT),
            new RelationColumn("peers", "v.peers", RelationColumn.Kind.ARRAY));

    /** The view widgets. */
    public static final Relation WIDGETS = new Relation(
            "widgets", "widgets.widgets v", OF_WIDGET, List.of(SERIAL_NUMBER), Kind.VIEW);

    /** The view slots. */
    public static final Relation SLOTS = new Relation(
            "slots",
            "widgets.slots v",
            List.of(
                    SERIAL_NUMBER,
                    SLOT,
                    new RelationColumn("port", "v.port", RelationColumn.Kind.LABEL),
                    new RelationColumn("peer", "v.peer", RelationColumn.Kind.TEXT)),
            List.of(SERIAL_NUMBER, SLOT),
            Kind.VIEW);

    private static final RelationColumn DONE_AT =
            new RelationColumn("done_at", "v.done_at", RelationColumn.Kind.TIME);

    /** The view history, which few roles may read. */
    private static final Relation HISTORY = new Relation(
            "history",
            "widgets.history v",
            List.of(
                    DONE_AT,
                    new RelationColumn("operation", "v.operation", RelationColumn.Kind.TEXT),
                    SERIAL_NUMBER,
                    new RelationColumn(
                            "peer_serial_number", "v.peer_serial_number", RelationColumn.Kind.TEXT),
                    new RelationColumn("port", "v.port", RelationColumn.Kind.TEXT),
                    new RelationColumn("ports", "v.ports", RelationColumn.Kind.TEXT),
                    new RelationColumn("name", "v.name", RelationColumn.Kind.TEXT),
                    new RelationColumn("old_name", "v.old_name", RelationColumn.Kind.TEXT),
                    new RelationColumn("role", "v.role", RelationColumn.Kind.TEXT),
                    new RelationColumn("subject", "v.subject", RelationColumn.Kind.TEXT)),
            List.of(SERIAL_NUMBER, DONE_AT),
            Kind.VIEW);

    /** The views. */
    public static final List<Relation> VIEWS = List.of(WIDGETS, SLOTS, HISTORY);

    private static final String GET_WIDGET = """
            (
              select f.serial_number, f.name, f.ports, f.peers
              from (select case json_typeof(j) when 'array' then j -> 0 else j end from (select ?::json) x (j)) b (first)
              cross join lateral json_to_record(b.first) as r (serial_number text)
              cross join lateral widgets.get_widget(serial_number => r.serial_number) f
            ) v""";

    /** The result of get_widget; the parameter is a JSON object with the argument. */
    public static final Relation WIDGET =
            new Relation("get_widget", GET_WIDGET, OF_WIDGET, List.of(), Kind.ROW);

    /** Returns the result of a function that returns a text, which is the parameter. */
    public static Relation text(String function) {
        return new Relation(
                function,
                "(select ?::text as pgrst_scalar) v",
                List.of(new RelationColumn(
                        "pgrst_scalar", "v.pgrst_scalar", RelationColumn.Kind.TEXT)),
                List.of(),
                Kind.SCALAR);
    }

    /** Returns whether it is the result of a function. */
    boolean isFunction() {
        return kind != Kind.VIEW;
    }

    /** Returns whether there may be any number of rows. */
    public boolean isSet() {
        return kind == Kind.VIEW || kind == Kind.ROWS;
    }

    /** Returns whether it is a single value. */
    public boolean isScalar() {
        return kind == Kind.SCALAR;
    }

    /** Returns all columns as columns of the result. */
    List<ResultColumn> all() {
        List<ResultColumn> all = new ArrayList<>(columns.size());
        for (RelationColumn column : columns) {
            all.add(ResultColumn.of(column));
        }
        return all;
    }

    Optional<RelationColumn> column(String column) {
        return columns.stream().filter(one -> one.name().equals(column)).findFirst();
    }

    /** Returns a column, or fails as the database would. */
    RelationColumn known(String column, String relation) throws QueryException {
        Optional<RelationColumn> found = column(column);
        if (found.isPresent()) {
            return found.get();
        }
        QueryException problem =
                QueryException.of("42703", "column " + relation + "." + column + " does not exist");
        throw NearColumn.of(column, columns)
                .map(near -> problem.withHint("Perhaps you meant to reference the column \""
                        + relation + "." + near + "\"."))
                .orElse(problem);
    }
}
