package dev.widgets.cli.serve.query;

import dev.widgets.cli.serve.query.RowFilter.Combination;
import dev.widgets.cli.serve.query.RowFilter.Comparison;
import java.util.List;
import java.util.Optional;

/**
 * Writes conditions and paths into columns as SQL.
 *
 * @param relation what is read
 * @param name the name of it in messages about unknown columns
 */
record FilterSql(Relation relation, String name) {

    /** Writes a column, or a part of it. */
    void write(ColumnPath path, SqlText.Writer sql) throws QueryException {
        RelationColumn column = relation.known(path.column(), name);
        if (path.isColumn()) {
            sql.sql(column.sql());
            return;
        }
        sql.sql("to_jsonb(").sql(column.sql()).sql(")");
        for (ColumnPath.Step step : path.steps()) {
            sql.sql(step.asText() ? "->>" : "->").parameter(step.key());
            if (step.isIndex()) {
                sql.sql("::int");
            }
        }
    }

    /**
     * Writes all conditions, or nothing if there is none.
     *
     * @param start what comes before the first
     */
    void where(String start, List<RowFilter> filters, SqlText.Writer sql) throws QueryException {
        String before = start;
        for (RowFilter filter : filters) {
            sql.sql(before);
            write(filter, sql);
            before = " and ";
        }
    }

    private void write(RowFilter filter, SqlText.Writer sql) throws QueryException {
        if (filter instanceof Combination combination) {
            sql.sql(combination.negated() ? "not (" : "(");
            String before = "";
            for (RowFilter part : combination.parts()) {
                sql.sql(before);
                write(part, sql);
                before = combination.either() ? " or " : " and ";
            }
            sql.sql(")");
        } else {
            write((Comparison) filter, sql);
        }
    }

    private void write(Comparison comparison, SqlText.Writer sql) throws QueryException {
        Optional<KeyRange> range =
                relation.isFunction() ? Optional.empty() : KeyRange.ofPattern(comparison);
        sql.sql(comparison.negated() ? "not (" : "(");
        if (comparison.operation() instanceof RowOperation.FullText text) {
            sql.sql("to_tsvector(");
            language(text, sql);
            write(comparison.path(), sql);
            sql.sql(")");
        } else {
            write(comparison.path(), sql);
        }
        write(comparison.operation(), sql);
        if (range.isPresent()) {
            range.get().write(sql);
        }
        sql.sql(")");
    }

    private static void language(RowOperation.FullText text, SqlText.Writer sql) {
        if (text.language().isPresent()) {
            sql.parameter(text.language().get()).sql(", ");
        }
    }

    private static void write(RowOperation operation, SqlText.Writer sql) {
        if (operation instanceof RowOperation.Compare compare) {
            compare(compare, sql);
        } else if (operation instanceof RowOperation.OneOf one) {
            sql.sql(" = any (").parameter(array(one.values())).sql(")");
        } else if (operation instanceof RowOperation.Is is) {
            sql.sql(" is ").sql(is.truth().sql());
        } else if (operation instanceof RowOperation.Distinct distinct) {
            sql.sql(" is distinct from ").parameter(distinct.value());
        } else if (operation instanceof RowOperation.FullText text) {
            sql.sql(" @@ ").sql(text.search().sql()).sql("(");
            language(text, sql);
            sql.parameter(text.value()).sql(")");
        }
    }

    private static void compare(RowOperation.Compare compare, SqlText.Writer sql) {
        Operator operator = compare.operator();
        String value = operator.hasPattern() ? compare.value().replace('*', '%') : compare.value();
        sql.sql(" ").sql(operator.sql()).sql(" ");
        if (compare.quantifier().isPresent()) {
            sql.sql(compare.quantifier().get().sql()).sql(" (").parameter(value).sql(")");
        } else {
            sql.parameter(value);
        }
    }

    /** Returns an array literal; no element is an empty list of one empty text. */
    private static String array(List<String> values) {
        if (values.equals(List.of(""))) {
            return "{}";
        }
        StringBuilder array = new StringBuilder("{");
        for (String value : values) {
            array.append(array.length() == 1 ? "\"" : ",\"")
                    .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return array.append('}').toString();
    }
}
