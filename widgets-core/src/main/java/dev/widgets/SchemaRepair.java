package dev.widgets;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Puts the functions and views of the release back, by running their scripts again. */
final class SchemaRepair {

    /** Also what the scripts do not replace but set: the comments and the grants to PUBLIC. */
    private static final String DEFINITIONS = """
            select p.oid::regprocedure::text,
              concat_ws(' ', pg_get_functiondef(p.oid), obj_description(p.oid, 'pg_proc'),
                has_function_privilege('public', p.oid, 'execute'))
            from pg_catalog.pg_proc p
            join pg_catalog.pg_namespace n on n.oid = p.pronamespace
            where n.nspname in ('widgets', 'widgets_admin', 'widgets_store')
              and p.prokind = 'f'
            union all
            select c.oid::regclass::text,
              concat_ws(' ', pg_get_viewdef(c.oid), c.reloptions::text)
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ('widgets', 'widgets_admin', 'widgets_store')
              and c.relkind = 'v'
            """;

    private SchemaRepair() {}

    /** Returns the functions and views that differ from before, in the order of their names. */
    static List<String> run(Connection connection) throws SQLException {
        Map<String, String> before = definitions(connection);
        try (Statement statement = connection.createStatement()) {
            for (String script : ScriptForm.belonging(connection).functions()) {
                statement.execute(script);
            }
        }
        return definitions(connection).entrySet().stream()
                .filter(after -> !Objects.equals(before.get(after.getKey()), after.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Map<String, String> definitions(Connection connection) throws SQLException {
        Map<String, String> definitions = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(DEFINITIONS)) {
            while (row.next()) {
                definitions.put(row.getString(1), row.getString(2));
            }
        }
        return definitions;
    }
}
