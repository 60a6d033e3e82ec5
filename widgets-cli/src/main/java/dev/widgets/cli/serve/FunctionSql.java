package dev.widgets.cli.serve;

import dev.widgets.WidgetFunction;

/**
 * The statements that call a function with arguments as JSON, which the database converts in the
 * same way as for PostgREST. They return the result as JSON and as text.
 */
final class FunctionSql {

    private static final String ADD_WIDGET = """
            select to_json(f)::text, row(f)::text
            from (select case json_typeof(j) when 'array' then j -> 0 else j end from (select ?::json) x (j)) b (first)
            cross join lateral json_to_record(b.first) as r (serial_number text, name text, ports widgets.port_type[])
            cross join lateral widgets.add_widget(
              serial_number => r.serial_number, name => r.name, ports => r.ports) f
            """;

    private static final String REMOVE_WIDGET = """
            select to_json(f)::text, row(f)::text
            from (select case json_typeof(j) when 'array' then j -> 0 else j end from (select ?::json) x (j)) b (first)
            cross join lateral json_to_record(b.first) as r (serial_number text)
            cross join lateral widgets.remove_widget(serial_number => r.serial_number) f
            """;

    private static final String RENAME_WIDGET = """
            select to_json(f)::text, row(f)::text
            from (select case json_typeof(j) when 'array' then j -> 0 else j end from (select ?::json) x (j)) b (first)
            cross join lateral json_to_record(b.first) as r (serial_number text, name text)
            cross join lateral widgets.rename_widget(serial_number => r.serial_number, name => r.name) f
            """;

    private static final String ASSOCIATE_WIDGETS = """
            select to_json(f)::text, row(f)::text
            from (select case json_typeof(j) when 'array' then j -> 0 else j end from (select ?::json) x (j)) b (first)
            cross join lateral json_to_record(b.first)
              as r (serial_number text, peer_serial_number text, port widgets.port_type)
            cross join lateral widgets.associate_widgets(
              serial_number => r.serial_number,
              peer_serial_number => r.peer_serial_number,
              port => r.port) f
            """;

    private static final String REMOVE_ASSOCIATION = """
            select to_json(f)::text, row(f)::text
            from (select case json_typeof(j) when 'array' then j -> 0 else j end from (select ?::json) x (j)) b (first)
            cross join lateral json_to_record(b.first)
              as r (serial_number text, peer_serial_number text, port widgets.port_type)
            cross join lateral widgets.remove_association(
              serial_number => r.serial_number,
              peer_serial_number => r.peer_serial_number,
              port => r.port) f
            """;

    private static final String GET_WIDGET = """
            select row_to_json(f)::text, f::text
            from (select case json_typeof(j) when 'array' then j -> 0 else j end from (select ?::json) x (j)) b (first)
            cross join lateral json_to_record(b.first) as r (serial_number text)
            cross join lateral widgets.get_widget(serial_number => r.serial_number) f
            """;

    private FunctionSql() {}

    static String of(WidgetFunction function) {
        return switch (function) {
            case ADD_WIDGET -> ADD_WIDGET;
            case REMOVE_WIDGET -> REMOVE_WIDGET;
            case RENAME_WIDGET -> RENAME_WIDGET;
            case ASSOCIATE_WIDGETS -> ASSOCIATE_WIDGETS;
            case REMOVE_ASSOCIATION -> REMOVE_ASSOCIATION;
            case GET_WIDGET -> GET_WIDGET;
            case GET_NEIGHBOURHOOD, GET_PATH, GET_COMPONENT ->
                throw new IllegalArgumentException(function + " is read through its relation");
        };
    }
}
