package dev.widgets.cli.serve.query;

import dev.widgets.cli.serve.query.RelationColumn.Kind;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The results of the functions that search the graph. */
public final class SearchRelations {

    private static final String SOURCE = """
            (
              select f.*
              from (select case json_typeof(j) when 'array' then j -> 0 else j end from (select ?::json) x (j)) b (first)
              cross join lateral json_to_record(b.first)
                as r (serial_number text, peer_serial_number text, hops integer, most integer)
              cross join lateral widgets.""";

    private static final List<RelationColumn> NEIGHBOURS = List.of(
            column("serial_number", Kind.TEXT),
            column("hop", Kind.NUMBER),
            column("name", Kind.TEXT),
            column("ports", Kind.TEXT),
            column("peers", Kind.ARRAY),
            column("more", Kind.TRUTH));

    private static final List<RelationColumn> PATH = List.of(
            column("connected", Kind.TRUTH),
            column("serial_numbers", Kind.ARRAY),
            column("ports", Kind.ARRAY),
            column("visited", Kind.NUMBER));

    private static final List<RelationColumn> COMPONENT = List.of(
            column("widgets", Kind.NUMBER),
            column("hops", Kind.NUMBER),
            column("more", Kind.TRUTH));

    private SearchRelations() {}

    /**
     * Returns the result of {@code get_neighbourhood}; the parameter is a JSON object with the
     * arguments.
     *
     * @param arguments the names of the arguments that are given; the others have their defaults
     */
    public static Relation neighbourhood(Collection<String> arguments) {
        return relation("get_neighbourhood", arguments, NEIGHBOURS, Relation.Kind.ROWS);
    }

    /** Returns the result of {@code get_path}, in the same way. */
    public static Relation path(Collection<String> arguments) {
        return relation("get_path", arguments, PATH, Relation.Kind.ROW);
    }

    /** Returns the result of {@code get_component}, in the same way. */
    public static Relation component(Collection<String> arguments) {
        return relation("get_component", arguments, COMPONENT, Relation.Kind.ROW);
    }

    private static Relation relation(
            String function,
            Collection<String> arguments,
            List<RelationColumn> columns,
            Relation.Kind kind) {
        String source = arguments.stream()
                .map(argument -> argument + " => r." + argument)
                .collect(Collectors.joining(", ", SOURCE + function + "(", ") f\n) v"));
        return new Relation(function, source, columns, List.of(), kind);
    }

    private static RelationColumn column(String name, Kind kind) {
        return new RelationColumn(name, "v." + name, kind);
    }
}
