package dev.widgets.cli.serve.query;

import static dev.widgets.cli.serve.query.Characters.character;
import static dev.widgets.cli.serve.query.Characters.noneOf;
import static dev.widgets.cli.serve.query.Characters.text;
import static dev.widgets.cli.serve.query.NameGrammar.DOT;
import static dev.widgets.cli.serve.query.NameGrammar.spaced;

import dev.widgets.cli.serve.query.RowFilter.Combination;
import dev.widgets.cli.serve.query.RowFilter.Comparison;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The grammar of filters. */
final class FilterGrammar {

    private static final TextParser<Boolean> NOT =
            text("not").before(DOT).map(found -> true).attempt().or(TextParser.value(false));

    /** A value in quotes that fills the place up to the next separator. */
    private static final TextParser<String> QUOTED_VALUE = NameGrammar.QUOTED
            .followedBy(noneOf(",)").absent(Characters::quote))
            .attempt();

    private static final TextParser<String> UP_TO_SEPARATOR =
            Characters.run(c -> c != ',' && c != ')');

    private static final TextParser<List<String>> LIST = spaced(character('('))
            .before(QUOTED_VALUE.or(UP_TO_SEPARATOR).separatedBy(character(',')))
            .followedBy(spaced(character(')')));

    private static final TextParser<RowOperation.Truth> TRUTH = oneOf(
                    List.of(RowOperation.Truth.values()),
                    truth -> inAnyCase(truth.name().toLowerCase(Locale.ROOT)))
            .named("isVal: (null, not_null, true, false, unknown)");

    private static final TextParser<Optional<RowOperation.Quantifier>> QUANTIFIER = character('(')
            .before(text("any")
                    .map(found -> RowOperation.Quantifier.ANY)
                    .attempt()
                    .or(text("all").map(found -> RowOperation.Quantifier.ALL)))
            .followedBy(character(')'))
            .attempt()
            .optional();

    private static final TextParser<Optional<String>> LANGUAGE = character('(')
            .before(NameGrammar.IDENTIFIER)
            .followedBy(character(')'))
            .attempt()
            .optional();

    /** An array literal without nested braces, in which commas do not end the value. */
    private static final TextParser<String> ARRAY = text("{")
            .before(Characters.run(c -> c != '{' && c != '}'))
            .followedBy(text("}"))
            .map(inner -> "{" + inner + "}")
            .attempt();

    private static final TextParser<Test> PARAMETER_TEST = test(Characters.run(c -> true));

    private static final TextParser<Test> PART_TEST =
            test(QUOTED_VALUE.or(ARRAY).or(UP_TO_SEPARATOR));

    private static final TextParser<RowFilter> TREE =
            part().or(combination(TextParser.lazy(() -> tree())));

    /** An operation that may be negated. */
    record Test(boolean negated, RowOperation operation) {

        RowFilter on(ColumnPath path) {
            return new Comparison(path, negated, operation);
        }
    }

    private FilterGrammar() {}

    /** The value of a parameter that filters by a column. */
    static TextParser<Test> value() {
        return PARAMETER_TEST;
    }

    /** The same, or the argument of a function. */
    static TextParser<Test> valueOrArgument(String value) {
        return PARAMETER_TEST.or(
                TextParser.value(new Test(false, new RowOperation.Argument(value))));
    }

    /** Combined conditions, such as {@code and(a.eq.1,b.gt.2)}. */
    static TextParser<RowFilter> tree() {
        return TREE;
    }

    private static TextParser<RowFilter> part() {
        return NameGrammar.PATH
                .followedBy(DOT)
                .with(PART_TEST, (path, test) -> test.on(path))
                .attempt();
    }

    private static TextParser<RowFilter> combination(TextParser<RowFilter> inner) {
        TextParser<Boolean> not = NOT.named("negation operator (not)");
        TextParser<Boolean> either = text("and")
                .map(found -> false)
                .attempt()
                .or(text("or").map(found -> true))
                .named("logic operator (and, or)");
        TextParser<List<RowFilter>> parts = spaced(character('('))
                .before(inner.separatedBy(spaced(character(','))))
                .followedBy(spaced(character(')')));
        return not.then(negated -> either.then(
                isOr -> parts.map(all -> new Combination(negated, isOr, List.copyOf(all)))));
    }

    private static TextParser<Test> test(TextParser<String> value) {
        TextParser<RowOperation> in = word("in").before(LIST).map(RowOperation.OneOf::new);
        TextParser<RowOperation> is = word("is").before(TRUTH).map(RowOperation.Is::new);
        TextParser<RowOperation> distinct =
                word("isdistinct").before(value).map(RowOperation.Distinct::new);
        TextParser<RowOperation> operation = in.or(is)
                .or(distinct)
                .or(search(value).attempt())
                .or(comparison(false, value).attempt())
                .or(comparison(true, value).attempt())
                .named("operator (eq, gt, ...)");
        return NOT.with(operation, Test::new);
    }

    private static TextParser<RowOperation> search(TextParser<String> value) {
        TextParser<RowOperation.Search> kind =
                oneOf(List.of(RowOperation.Search.values()), one -> text(one.word()));
        return kind.then(one -> LANGUAGE.then(language ->
                DOT.before(value.map(query -> new RowOperation.FullText(one, language, query)))));
    }

    private static TextParser<RowOperation> comparison(
            boolean quantified, TextParser<String> value) {
        List<Operator> operators = Arrays.stream(Operator.values())
                .filter(one -> one.isQuantified() == quantified)
                .toList();
        TextParser<Operator> operator =
                oneOf(operators, one -> text(one.word())).named("unknown single value operator");
        TextParser<Optional<RowOperation.Quantifier>> quantifier =
                quantified ? QUANTIFIER : TextParser.value(Optional.empty());
        return operator.then(one -> quantifier.then(many ->
                DOT.before(value.map(right -> new RowOperation.Compare(one, many, right)))));
    }

    /** A word with a dot after it. */
    private static TextParser<Integer> word(String word) {
        return text(word).before(DOT).attempt();
    }

    /** Tries the texts of several values in turn. */
    private static <T, U> TextParser<T> oneOf(List<T> values, Function<T, TextParser<U>> parser) {
        return values.stream()
                .map(value -> parser.apply(value).map(found -> value).attempt())
                .reduce(TextParser::or)
                .orElseThrow();
    }

    /** Each letter in lower or in upper case. */
    private static TextParser<String> inAnyCase(String text) {
        TextParser<String> all = TextParser.value(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            TextParser<Integer> either = character(c).or(character(Character.toUpperCase(c)));
            all = all.followedBy(either);
        }
        return all;
    }
}
