package dev.widgets.cli.serve.query;

import java.util.List;
import java.util.Optional;

/** What a filter compares a column with. */
sealed interface RowOperation {

    /** Whether one or all elements of an array fulfil a comparison. */
    enum Quantifier {
        ANY("any"),
        ALL("all");

        private final String sql;

        Quantifier(String sql) {
            this.sql = sql;
        }

        String sql() {
            return sql;
        }
    }

    /** The right sides of {@code is}. */
    enum Truth {
        NULL("null"),
        NOT_NULL("not null"),
        TRUE("true"),
        FALSE("false"),
        UNKNOWN("unknown");

        private final String sql;

        Truth(String sql) {
            this.sql = sql;
        }

        String sql() {
            return sql;
        }
    }

    /** The kinds of text search, in the order in which they are recognized. */
    enum Search {
        FTS("fts", "to_tsquery"),
        PLFTS("plfts", "plainto_tsquery"),
        PHFTS("phfts", "phraseto_tsquery"),
        WFTS("wfts", "websearch_to_tsquery");

        private final String word;
        private final String sql;

        Search(String word, String sql) {
            this.word = word;
            this.sql = sql;
        }

        String word() {
            return word;
        }

        String sql() {
            return sql;
        }
    }

    /** An operator with its value. */
    record Compare(Operator operator, Optional<Quantifier> quantifier, String value)
            implements RowOperation {}

    /** One of several values. */
    record OneOf(List<String> values) implements RowOperation {}

    /** A test for null or a truth value. */
    record Is(Truth truth) implements RowOperation {}

    /** A comparison in which nulls are values. */
    record Distinct(String value) implements RowOperation {}

    /** A text search. */
    record FullText(Search search, Optional<String> language, String value)
            implements RowOperation {}

    /** No operator: the argument of a function. */
    record Argument(String value) implements RowOperation {}
}
