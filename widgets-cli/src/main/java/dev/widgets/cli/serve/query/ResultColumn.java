package dev.widgets.cli.serve.query;

import java.util.List;

/**
 * A column of the result.
 *
 * @param key the name in the result, which may be text of the request
 * @param path what is returned
 * @param cast the SQL of the type to convert to, or an empty text
 * @param plain the column that is returned as it is, or an empty list
 */
public record ResultColumn(String key, ColumnPath path, String cast, List<RelationColumn> plain) {

    static ResultColumn of(RelationColumn column) {
        return new ResultColumn(
                column.name(), new ColumnPath(column.name(), List.of()), "", List.of(column));
    }

    static ResultColumn of(SelectItem.Column item, Relation relation, String name)
            throws QueryException {
        RelationColumn column = relation.known(item.path().column(), name);
        String cast = item.cast().isPresent() ? CastTypes.sql(item.cast().get()) : "";
        boolean isPlain = item.path().isColumn() && cast.isEmpty();
        return new ResultColumn(
                item.alias().orElse(item.path().lastName()),
                item.path(),
                cast,
                isPlain ? List.of(column) : List.of());
    }

    /** Returns whether the text of a value is JSON. */
    boolean isJson() {
        return plain.isEmpty() || plain.get(0).isJson();
    }

    void write(RowStatements.Form form, FilterSql paths, SqlText.Writer sql) throws QueryException {
        boolean asRow = form == RowStatements.Form.ROWS;
        if (!asRow && !plain.isEmpty()) {
            sql.sql(plain.get(0).asText());
            return;
        }
        boolean strips = form == RowStatements.Form.COLUMNS_WITHOUT_NULLS;
        sql.sql(asRow ? "" : strips ? "json_strip_nulls(to_json(" : "to_json(");
        sql.sql(cast.isEmpty() ? "" : "cast(");
        paths.write(path, sql);
        sql.sql(cast.isEmpty() ? "" : " as ").sql(cast).sql(cast.isEmpty() ? "" : ")");
        sql.sql(asRow ? "" : strips ? "))::text" : ")::text");
    }
}
