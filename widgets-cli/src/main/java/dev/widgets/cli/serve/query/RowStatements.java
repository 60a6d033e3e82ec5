package dev.widgets.cli.serve.query;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements that read the rows of a request, and count them. */
public final class RowStatements {

    private static final BigInteger FEW_ROWS = BigInteger.valueOf(10_000);
    private static final int FEW_KEYS = 1_000;

    /** Pauses now and then, and is evaluated for each row before the other conditions. */
    private static final String PACED = " where (v.serial_number::widgets.paced_text is not null)";

    private final Relation relation;
    private final ReadRequest request;
    private final RowRange range;
    private final List<String> given;
    private final int mostRows;
    private final boolean isPaced;
    private final FilterSql filters;
    private final FilterSql orders;
    private @Nullable List<ResultColumn> columns;

    /** How the rows are to be returned. */
    public enum Form {
        /** A text for each column. */
        COLUMNS,
        /** The same, with the nulls within JSON removed. */
        COLUMNS_WITHOUT_NULLS,
        /** The text of each row. */
        ROWS
    }

    /**
     * Creates the statements.
     *
     * @param relation what to read
     * @param request what to read of it
     * @param given the parameters of the relation
     * @param mostRows the maximum number of rows, 0 for no maximum
     */
    public RowStatements(Relation relation, ReadRequest request, List<String> given, int mostRows) {
        this(relation, request, given, mostRows, false);
    }

    private RowStatements(
            Relation relation,
            ReadRequest request,
            List<String> given,
            int mostRows,
            boolean isPaced) {
        this.isPaced = isPaced;
        this.relation = relation;
        this.request = request;
        this.given = given;
        this.mostRows = mostRows;
        range = request.range().atMost(mostRows);
        boolean selects = relation.isFunction() && !request.select().isEmpty();
        filters = new FilterSql(
                relation, selects && !relation.isScalar() ? "pgrst_call" : relation.name());
        orders = new FilterSql(relation, relation.name());
    }

    /**
     * Returns statements that read the same rows by the optional index on free ports, if the
     * request is for such ports. They also need the privilege to read the view of widgets.
     */
    public Optional<RowStatements> ofFreePorts() {
        return FreePorts.of(relation, request.filters())
                .map(other -> new RowStatements(other, request, given, mostRows, isPaced));
    }

    /** Returns statements that read the same rows of a view with pauses. */
    public RowStatements paced() {
        return new RowStatements(relation, request, given, mostRows, true);
    }

    /** Returns the columns of the result, in their order. */
    public List<ResultColumn> columns() throws QueryException {
        List<ResultColumn> known = columns;
        if (known == null) {
            check();
            known = request.select().isEmpty() ? relation.all() : selected();
            columns = known;
        }
        return known;
    }

    private List<ResultColumn> selected() throws QueryException {
        List<ResultColumn> selected = new ArrayList<>();
        for (SelectItem item : request.select()) {
            SelectItem.Column column = (SelectItem.Column) item;
            if (column.isAll()) {
                selected.addAll(relation.all());
            } else {
                selected.add(ResultColumn.of(column, relation, filters.name()));
            }
        }
        return selected;
    }

    /** Refuses what views and functions here do not have. */
    private void check() throws QueryException {
        for (SelectItem item : request.select()) {
            if (item instanceof SelectItem.Embedded embedded) {
                throw noRelationship(embedded);
            }
        }
        for (SelectItem item : request.select()) {
            if (item instanceof SelectItem.Column column && column.aggregated()) {
                throw QueryException.of("PGRST123", "Use of aggregate functions is not allowed");
            }
        }
    }

    private QueryException noRelationship(SelectItem.Embedded embedded) {
        String both = "'" + relation.name() + "' and '" + embedded.relation() + "'";
        String hint =
                embedded.hint().map(name -> " using the hint '" + name + "'").orElse("");
        return QueryException.of(
                        "PGRST200",
                        "Could not find a relationship between " + both + " in the schema cache")
                .withDetails("Searched for a foreign key relationship between " + both + hint
                        + " in the schema 'widgets', but no matches were found.");
    }

    /** Returns the statement that reads the rows. */
    public SqlText rows(Form form) throws QueryException {
        SqlText.Writer sql =
                new SqlText.Writer().sql(form == Form.ROWS ? "select row(" : "select ");
        String before = "";
        for (ResultColumn column : columns()) {
            sql.sql(before);
            column.write(form, filters, sql);
            before = ", ";
        }
        sql.sql(form == Form.ROWS ? ")::text" : "");
        from(sql);
        order(sql);
        if (!range.equals(RowRange.ALL)) {
            Optional<BigInteger> limit = range.limit();
            if (limit.isPresent()) {
                sql.sql(" limit ").parameter(limit.get().toString()).sql("::bigint");
            }
            sql.sql(" offset ").parameter(range.first().toString()).sql("::bigint");
        }
        return sql.text();
    }

    /** Returns the statement that counts all rows. */
    public SqlText count() throws QueryException {
        SqlText.Writer sql = new SqlText.Writer().sql("select count(*)");
        from(sql);
        return sql.text();
    }

    /** Returns the statement that counts rows up to a number. */
    public SqlText countUpTo(long most) throws QueryException {
        SqlText.Writer sql = new SqlText.Writer().sql("select count(*) from (select 1");
        from(sql);
        return sql.sql(" limit ")
                .parameter(String.valueOf(most))
                .sql("::bigint) c")
                .text();
    }

    /** Returns the statement that asks the planner how many rows there are. */
    public SqlText plan() throws QueryException {
        SqlText.Writer sql = new SqlText.Writer().sql("explain (format json) select 1");
        from(false, sql);
        return sql.text();
    }

    private void from(SqlText.Writer sql) throws QueryException {
        from(isPaced, sql);
    }

    private void from(boolean pauses, SqlText.Writer sql) throws QueryException {
        sql.sql(" from ").sql(relation.source()).given(given);
        if (pauses) {
            sql.sql(PACED);
        }
        filters.where(pauses ? " and " : " where ", request.filters(), sql);
    }

    /** Rows that are equal in the order of the request are ordered by the key. */
    private void order(SqlText.Writer sql) throws QueryException {
        String before = " order by ";
        List<String> keys = new ArrayList<>(
                relation.key().stream().map(RelationColumn::name).toList());
        for (OrderTerm term : request.order()) {
            sql.sql(before);
            orders.write(term.path(), sql);
            sql.sql(term.descending() ? " desc" : " asc");
            if (term.nullsFirst().isPresent()) {
                sql.sql(term.nullsFirst().get() ? " nulls first" : " nulls last");
            }
            if (term.path().isColumn()) {
                keys.remove(term.path().column());
            }
            before = ", ";
        }
        for (String key : keys) {
            sql.sql(before)
                    .sql(Objects.requireNonNull(
                            relation.column(key).orElseThrow().sql()));
            before = ", ";
        }
    }

    /** Returns the request as one for widgets by their serial numbers, if it is. */
    public Optional<KeyedRows> keyed() throws QueryException {
        return KeyedRows.of(relation, request, columns(), range);
    }

    /** Returns the places of the rows that the request asks for. */
    public RowRange askedRange() {
        return request.range();
    }

    /** Returns the places of the rows, with the maximum applied. */
    public RowRange range() {
        return range;
    }

    /**
     * Returns whether the index of the key leads to the rows, so that the time does not depend on
     * the number of all widgets.
     *
     * @param counts whether all rows are counted
     */
    public boolean isBounded(boolean counts) {
        if (relation.isFunction() || KeyRange.namesKeys(request.filters(), FEW_KEYS)) {
            return true;
        }
        boolean isShort =
                range.last().filter(last -> last.compareTo(FEW_ROWS) < 0).isPresent();
        return !counts && isShort && isOrderedByKey() && KeyRange.isRange(request.filters());
    }

    private boolean isOrderedByKey() {
        if (request.order().isEmpty()) {
            return true;
        }
        return request.order().get(0).descendingByKey(relation).isPresent();
    }
}
