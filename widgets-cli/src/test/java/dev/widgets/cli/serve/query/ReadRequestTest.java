package dev.widgets.cli.serve.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The query language: its errors are those of PostgREST, and no text of a request becomes SQL. */
class ReadRequestTest {

    /** The words that statements on views may consist of. */
    private static final Pattern WORD = Pattern.compile("[a-z_]+");

    private static final List<String> WORDS = List.of(
            ("select from where and or not order by asc desc nulls first last limit offset cast as"
                            + " row text to_json to_jsonb json_strip_nulls any all like ilike is null"
                            + " true false unknown distinct int bigint integer numeric varchar json"
                            + " jsonb widgets slots v serial_number name ports peers slot port peer"
                            + " to_tsvector to_tsquery plainto_tsquery phraseto_tsquery"
                            + " websearch_to_tsquery port_type explain format count c")
                    .split(" ", -1));

    private static ReadRequest parse(String query) throws QueryException {
        return ReadRequest.parse(QueryString.parse(query), false, null);
    }

    private static SqlText sql(Relation relation, String query) throws QueryException {
        return statements(relation, query).rows(RowStatements.Form.COLUMNS);
    }

    private static RowStatements statements(Relation relation, String query) throws QueryException {
        return new RowStatements(relation, parse(query), List.of(), 1000);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "order=id.ac|4|unexpected \"c\" expecting \"asc\", \"desc\", \"nullsfirst\" or \"nullslast\"",
                "order=id.descc|8|unexpected 'c' expecting delimiter (.), \",\" or end of input",
                "order=id.nullslasttt|13|unexpected 't' expecting \",\" or end of input",
                "order=id.asc.nlsfst|8|unexpected \"l\" expecting \"nullsfirst\" or \"nullslast\"",
                "order=id.asc.smth34|8|unexpected \"s\" expecting \"nullsfirst\" or \"nullslast\"",
                "select=data->>-78xy|11|unexpected 'x' expecting digit, \"->\", \"::\", \".\", \",\" or end of input",
                "select=name::|7|unexpected end of input expecting letter or digit",
                "or=()|4|unexpected \")\" expecting field name (* or [a..z0..9_$]), negation operator (not) or logic operator (and, or)",
                "or=(id.in.1,2,id.eq.3)|10|unexpected \"1\" expecting \"(\"",
                "or=)(|3|unexpected \")\" expecting \"(\"",
                "and=(ord(id.eq.1,id.eq.1),id.eq.2)|7|unexpected \"d\" expecting \"(\"",
                "or=(id.eq.1,not.xor(id.eq.2,id.eq.3))|16|unexpected \"x\" expecting logic operator (and, or)",
                "id=fts().value|5|unexpected \")\" expecting operator (eq, gt, ...)",
                "id=eq().value|4|unexpected \")\" expecting operator (eq, gt, ...)",
                "id=is().value|3|unexpected \"(\" expecting operator (eq, gt, ...)",
                "id=in().value|3|unexpected \"(\" expecting operator (eq, gt, ...)",
            })
    void a_syntax_error_says_where_and_what_was_expected(String query, int column, String details) {
        assertThatThrownBy(() -> parse(query)).isInstanceOfSatisfying(QueryException.class, e -> {
            assertThat(e.getMessage()).endsWith("(line 1, column " + column + ")");
            assertThat(e.details()).contains(details);
            assertThat(e.code()).isEqualTo("PGRST100");
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "select=foo|42703|column widgets.foo does not exist",
                "select=serial_numbr|42703|column widgets.serial_numbr does not exist",
                "select=name::nonsense|42704|type \"nonsense\" does not exist",
                "select=count()|PGRST123|Use of aggregate functions is not allowed",
                "select=slots(*)|PGRST200|Could not find a relationship between 'widgets' and 'slots' in the schema cache",
                "slots.port=eq.P|PGRST108|'slots' is not an embedded resource in this request",
                "order=slots(port)|PGRST108|'slots' is not an embedded resource in this request",
                "limit=-1|PGRST103|Requested range not satisfiable",
                "limit=x&offset=1|PGRST103|Requested range not satisfiable",
            })
    void what_cannot_be_answered_has_the_code_of_postgrest(
            String query, String code, String message) {
        assertThatThrownBy(() -> sql(Relation.WIDGETS, query))
                .isInstanceOfSatisfying(QueryException.class, e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.getMessage()).isEqualTo(message);
                });
    }

    @Test
    void a_misspelt_column_is_told_from_the_others() {
        assertThatThrownBy(() -> sql(Relation.WIDGETS, "select=serial_numbr"))
                .isInstanceOfSatisfying(
                        QueryException.class,
                        e -> assertThat(e.hint())
                                .contains("Perhaps you meant to reference the column"
                                        + " \"widgets.serial_number\"."));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "serial_number=eq.a|where (v.serial_number = ?)|[a, 1000, 0]",
                "serial_number=not.in.(a,\"b,c\")|where not (v.serial_number = any (?))|[{\"a\",\"b,c\"}, 1000, 0]",
                "name=ilike(any).{a*,b}|where (v.name ilike any (?))|[{a%,b}, 1000, 0]",
                "serial_number=like.S-*|where (v.serial_number like ? and v.serial_number >= ? and v.serial_number < ?)|[S-%, S-, S., 1000, 0]",
                "peers->>0=isdistinct.x|where (to_jsonb(v.peers)->>?::int is distinct from ?)|[+0, x, 1000, 0]",
                "or=(name.eq.a,not.and(ports.is.null,peers.cs.{b}))|where ((v.name = ?) or not ((v.ports is null) and (v.peers @> ?)))|[a, {b}, 1000, 0]",
                "name=fts(english).pump|where (to_tsvector(?, v.name) @@ to_tsquery(?, ?))|[english, english, pump, 1000, 0]",
            })
    void a_filter_is_a_condition_with_parameters(String query, String where, String parameters)
            throws QueryException {
        SqlText text = sql(Relation.WIDGETS, query);
        assertThat(text.sql())
                .isEqualTo("select v.serial_number, v.name, v.ports, to_json(v.peers)::text"
                        + " from widgets.widgets v " + where
                        + " order by v.serial_number limit ?::bigint offset ?::bigint");
        assertThat(text.parameters()).hasToString(parameters);
    }

    @Test
    void pauses_come_before_the_filters_and_are_not_part_of_an_estimate() throws QueryException {
        RowStatements paced = statements(Relation.WIDGETS, "name=eq.a").paced();
        assertThat(paced.rows(RowStatements.Form.COLUMNS).sql())
                .contains(" where (v.serial_number::widgets.paced_text is not null)"
                        + " and (v.name = ?) order by ");
        assertThat(paced.count().sql()).contains("paced_text");
        assertThat(paced.plan())
                .isEqualTo(statements(Relation.WIDGETS, "name=eq.a").plan());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "serial_number=eq.a, false, true",
        "serial_number=eq.a&name=match.b, true, true",
        "'serial_number=in.(a,b)&order=name', true, true",
        "'', false, true",
        "'', true, false",
        "serial_number=gt.a&order=serial_number.desc, false, true",
        "serial_number=like.a*&limit=10, false, true",
        "serial_number=like.a*b, false, false",
        "serial_number=like.*a, false, false",
        "serial_number=not.eq.a, false, false",
        "name=eq.a, false, false",
        "order=name, false, false",
        "order=serial_number.asc.nullsfirst, false, false",
        "offset=20000, false, false",
        "'or=(serial_number.eq.a,name.eq.b)', false, false"
    })
    void only_what_the_key_leads_to_counts_as_bounded(String query, boolean counts, boolean bounded)
            throws QueryException {
        assertThat(statements(Relation.WIDGETS, query).isBounded(counts)).isEqualTo(bounded);
    }

    @Test
    void a_number_of_rows_beyond_any_integer_is_no_crash() throws QueryException {
        assertThat(sql(Relation.SLOTS, "limit=99999999999999999999&offset=99999999999999999999")
                        .parameters())
                .isEqualTo(List.of("1000", "99999999999999999999"));
    }

    @Test
    void deep_nesting_is_refused_before_it_is_parsed() {
        String deep = "and=" + "(and".repeat(5000) + "(name.eq.a" + ")".repeat(5001);
        assertThatThrownBy(() -> parse(deep)).isInstanceOf(QueryException.class);
    }

    @Test
    void no_text_of_a_request_becomes_sql() throws Exception {
        long seed = System.nanoTime();
        QueryMaker maker = new QueryMaker(new Random(seed));
        int parsed = 0;
        for (int i = 0; i < 20_000; i++) {
            String query = maker.query();
            Relation relation = Relation.VIEWS.get(i % 2);
            try {
                for (RowStatements.Form form : RowStatements.Form.values()) {
                    check(statements(relation, query).rows(form), query, seed);
                }
                check(statements(relation, query).plan(), query, seed);
                parsed++;
            } catch (QueryException e) {
                assertThat(e.code()).as("%s, seed %d", query, seed).isNotEmpty();
            }
        }
        assertThat(parsed).as("accepted, seed %d", seed).isGreaterThan(1_000);
    }

    private static void check(SqlText text, String query, long seed) {
        assertThat(text.sql())
                .as("%s, seed %d", query, seed)
                .matches("[a-z_ .,?()=<>@&|~*:1-]*")
                .doesNotContain("--", "/*");
        Matcher words = WORD.matcher(text.sql());
        while (words.find()) {
            assertThat(WORDS).as("%s, seed %d", query, seed).contains(words.group());
        }
        assertThat(text.sql().chars().filter(c -> c == '?').count())
                .isEqualTo(text.parameters().size());
    }
}
