package dev.widgets.cli.serve;

import dev.widgets.WidgetFunction;
import dev.widgets.WidgetSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the documents describe, in the words of the database.
 *
 * @param title the comment of the schema
 * @param version the release of the schema
 * @param functions the functions that the role may call
 * @param views the views that the role may read
 */
record OpenApiContents(String title, String version, List<Thing> functions, List<Thing> views) {

    /** Columns and results that may be null, which the catalogue does not know. */
    private static final Set<String> NULLABLE =
            Set.of("slots.peer", "get_path.connected", "get_path.serial_numbers", "get_path.ports");

    /** The arrays whose elements may be null. */
    private static final String PEERS = "peers";

    /** An argument of a function, a column of a view, or a part of a result. */
    record Field(
            String name,
            @Nullable String comment,
            String type,
            boolean array,
            List<String> labels,
            boolean required) {

        /** Returns the type in the words of OpenAPI. */
        String scalar() {
            return switch (type.replace("[]", "")) {
                case "smallint", "integer", "bigint" -> "integer";
                case "boolean" -> "boolean";
                default -> "string";
            };
        }

        boolean hasNullElements() {
            return name.equals(PEERS);
        }
    }

    /**
     * A function with its arguments, or a view with its columns.
     *
     * @param result what the function returns; one field without a name is a value of its own
     */
    record Thing(
            String name,
            String comment,
            boolean writes,
            List<Field> fields,
            List<Field> result,
            boolean returnsSet) {

        /** Returns the first line of the comment. */
        String summary() {
            return comment.lines().findFirst().orElse(name);
        }

        /** Returns the comment without its first line. */
        String description() {
            int end = comment.indexOf('\n');
            return end < 0 ? "" : comment.substring(end).strip();
        }

        boolean isNullable(Field field) {
            return NULLABLE.contains(name + "." + field.name());
        }
    }

    /** Reads what the current role may use. */
    static OpenApiContents read(Connection connection) throws SQLException {
        @Nullable String[] schema = ServiceDatabase.query(connection, OpenApiSql.SCHEMA);
        return new OpenApiContents(
                String.valueOf(schema[0]),
                String.valueOf(WidgetSchema.RELEASE),
                functions(connection),
                views(connection));
    }

    private static List<Thing> functions(Connection connection) throws SQLException {
        Map<String, Thing> functions = new LinkedHashMap<>();
        for (@Nullable String[] row : rows(connection, OpenApiSql.FUNCTIONS)) {
            String name = String.valueOf(row[0]);
            if (WidgetFunction.ofSqlName(name).isPresent()) {
                functions
                        .computeIfAbsent(
                                name, key -> thing(key, row[1], "v".equals(row[2]), is(row[8])))
                        .fields()
                        .add(field(row, 3, null, is(row[7])));
            }
        }
        for (@Nullable String[] row : rows(connection, OpenApiSql.RESULTS)) {
            Thing function = functions.get(String.valueOf(row[0]));
            if (function != null) {
                function.result().add(field(row, 1, null, true));
            }
        }
        return List.copyOf(functions.values());
    }

    private static List<Thing> views(Connection connection) throws SQLException {
        Map<String, Thing> views = new LinkedHashMap<>();
        for (@Nullable String[] row : rows(connection, OpenApiSql.VIEWS)) {
            String name = String.valueOf(row[0]);
            @Nullable String[] field = row.clone();
            field[3] = row[2];
            views.computeIfAbsent(name, key -> thing(key, row[1], false, true))
                    .fields()
                    .add(field(field, 3, row[3], false));
        }
        return List.copyOf(views.values());
    }

    private static Thing thing(
            String name, @Nullable String comment, boolean writes, boolean returnsSet) {
        return new Thing(
                name,
                comment == null ? name : comment,
                writes,
                new ArrayList<>(),
                new ArrayList<>(),
                returnsSet);
    }

    /** Reads a field whose name is at the given index. */
    private static Field field(
            @Nullable String[] row, int start, @Nullable String comment, boolean required) {
        String name = row[start];
        String labels = row[start + 3];
        return new Field(
                name == null ? "" : name,
                comment,
                String.valueOf(row[start + 1]),
                is(row[start + 2]),
                labels == null ? List.of() : List.of(labels.split(",", -1)),
                required);
    }

    private static boolean is(@Nullable String value) {
        return "t".equals(value);
    }

    private static List<@Nullable String[]> rows(Connection connection, String sql)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return TextRows.all(statement);
        }
    }
}
