package dev.widgets.cli.serve.query;

import java.util.ArrayList;
import java.util.List;

/**
 * A statement.
 *
 * @param sql the text, with a question mark for each parameter
 * @param parameters the parameters, whose types the database infers
 */
public record SqlText(String sql, List<String> parameters) {

    /** Writes a statement. Only constants of this program are SQL; the rest are parameters. */
    static final class Writer {

        private final StringBuilder sql = new StringBuilder();
        private final List<String> parameters = new ArrayList<>();

        /** Adds SQL; never text of a request. */
        Writer sql(String constant) {
            sql.append(constant);
            return this;
        }

        /** Adds a parameter. */
        Writer parameter(String value) {
            sql.append('?');
            parameters.add(value);
            return this;
        }

        /** Adds parameters whose question marks are in the SQL already. */
        Writer given(List<String> values) {
            parameters.addAll(values);
            return this;
        }

        SqlText text() {
            return new SqlText(sql.toString(), List.copyOf(parameters));
        }
    }
}
