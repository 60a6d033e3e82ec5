package dev.widgets.cli.serve;

import dev.widgets.cli.serve.query.KeyedRows;
import dev.widgets.cli.serve.query.Preferences;
import dev.widgets.cli.serve.query.QueryException;
import dev.widgets.cli.serve.query.Relation;
import dev.widgets.cli.serve.query.ResultText;
import dev.widgets.cli.serve.query.RowRange;
import dev.widgets.cli.serve.query.RowStatements;
import dev.widgets.cli.serve.query.SqlText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * How the rows that a request asks for are read and returned.
 *
 * @param relation what is read
 * @param statements the statements
 * @param type the media type of the response
 * @param preferences the preferences of the request
 * @param mostRows the maximum number of rows, 0 for no maximum
 */
record RowResponse(
        Relation relation,
        RowStatements statements,
        MediaType type,
        Preferences preferences,
        int mostRows) {

    private static final String APPLIED = "Preference-Applied";
    private static final String MOST_ROWS = "Widgets-Max-Rows";
    private static final String PLANNED = "\"Plan Rows\":";

    /** Returns the same with other statements. */
    RowResponse with(RowStatements others) {
        return new RowResponse(relation, others, type, preferences, mostRows);
    }

    /** Returns the same, read with pauses. */
    RowResponse paced() {
        return with(statements.paced());
    }

    /** Returns the statements to run: the rows, then those that count. */
    List<SqlText> sql() throws QueryException {
        List<SqlText> sql = new ArrayList<>();
        sql.add(statements.rows(form()));
        if (preferences.count().isPresent()) {
            switch (preferences.count().get()) {
                case EXACT -> sql.add(statements.count());
                case PLANNED -> sql.add(statements.plan());
                case ESTIMATED -> {
                    sql.add(
                            mostRows == 0
                                    ? statements.count()
                                    : statements.countUpTo(mostRows + 1L));
                    sql.add(statements.plan());
                }
            }
        }
        return sql;
    }

    /** Returns whether all rows are counted. */
    boolean counts() {
        return preferences
                .count()
                .filter(count -> count != Preferences.Count.PLANNED)
                .isPresent();
    }

    /** Returns the request as one for widgets by their serial numbers, if it is nothing more. */
    Optional<KeyedRows> keyed() throws QueryException {
        return preferences.count().isEmpty() && form() == RowStatements.Form.COLUMNS
                ? statements.keyed()
                : Optional.empty();
    }

    private RowStatements.Form form() {
        if (type == MediaType.CSV) {
            return RowStatements.Form.ROWS;
        }
        return type.isStripped()
                ? RowStatements.Form.COLUMNS_WITHOUT_NULLS
                : RowStatements.Form.COLUMNS;
    }

    private ResultText text() throws QueryException {
        return new ResultText(statements.columns(), type.isStripped());
    }

    /**
     * Returns the response with the rows of a view.
     *
     * @param results the rows of each statement
     * @param location the value of the Content-Location header
     */
    ApiResponse ofView(List<List<@Nullable String[]>> results, String location)
            throws QueryException, ServiceDatabase.RefusedByService {
        List<HttpField> fields = new ArrayList<>();
        fields.add(new HttpField(HttpHeader.CONTENT_LOCATION, location));
        return ofRows(results, fields);
    }

    private ApiResponse ofRows(List<List<@Nullable String[]>> results, List<HttpField> fields)
            throws QueryException, ServiceDatabase.RefusedByService {
        List<@Nullable String[]> rows = results.get(0);
        if (type.isSingular() && rows.size() != 1) {
            throw new ServiceDatabase.RefusedByService(Problems.notSingular(rows.size()));
        }
        boolean isCut = mostRows > 0
                && rows.size() == mostRows
                && !statements.range().equals(statements.askedRange());
        if (isCut) {
            fields.add(new HttpField(MOST_ROWS, String.valueOf(mostRows)));
        }
        String body = switch (type) {
            case CSV -> text().csv(rows);
            case OBJECT, OBJECT_STRIPPED -> text().object(rows.get(0));
            default -> text().array(rows);
        };
        return answer(body, rows.size(), total(results), fields);
    }

    /** Returns the response with the result of a function; a single row or value counts as one. */
    ApiResponse ofFunction(List<List<@Nullable String[]>> results)
            throws QueryException, ServiceDatabase.RefusedByService {
        if (relation.isSet()) {
            return ofRows(results, new ArrayList<>());
        }
        List<@Nullable String[]> rows = results.get(0);
        String body;
        if (type == MediaType.CSV) {
            body = text().csv(rows);
        } else if (rows.isEmpty()) {
            body = "null";
        } else if (relation.isScalar()) {
            body = text().scalar(rows.get(0));
        } else {
            body = text().object(rows.get(0));
        }
        Optional<Long> total = counts() ? total(results) : Optional.empty();
        return answer(body, 1, total, new ArrayList<>());
    }

    private ApiResponse answer(String body, int rows, Optional<Long> total, List<HttpField> fields)
            throws ServiceDatabase.RefusedByService {
        // the places that were asked for, even where the maximum has left fewer
        RowRange range = statements.askedRange();
        fields.add(new HttpField(HttpHeader.CONTENT_RANGE, range.header(rows, total)));
        if (!preferences.applied().isEmpty()) {
            fields.add(new HttpField(APPLIED, preferences.applied()));
        }
        int status = range.status(rows, total);
        if (status == 416) {
            Problem problem = Problems.range("An offset of " + range.first()
                    + " was requested, but there are only " + total.orElse(0L) + " rows.");
            for (HttpField field : fields) {
                problem = problem.with(field);
            }
            throw new ServiceDatabase.RefusedByService(problem);
        }
        fields.add(type.field());
        return ApiResponse.of(status, body.getBytes(StandardCharsets.UTF_8), fields);
    }

    private Optional<Long> total(List<List<@Nullable String[]>> results) {
        if (preferences.count().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (preferences.count().get()) {
                    case EXACT -> number(results.get(1));
                    case PLANNED -> planned(results.get(1));
                    case ESTIMATED -> {
                        long counted = number(results.get(1));
                        boolean isPartial = mostRows > 0 && counted > mostRows;
                        yield isPartial ? Math.max(counted, planned(results.get(2))) : counted;
                    }
                });
    }

    private static long number(List<@Nullable String[]> rows) {
        return Long.parseLong(String.valueOf(rows.get(0)[0]));
    }

    /** Finds the estimate of the whole plan, which comes first. */
    private static long planned(List<@Nullable String[]> rows) {
        String plan = String.valueOf(rows.get(0)[0]);
        int start = plan.indexOf(PLANNED) + PLANNED.length();
        int end = plan.indexOf(',', start);
        return Long.parseLong(plan.substring(start, end).strip());
    }
}
