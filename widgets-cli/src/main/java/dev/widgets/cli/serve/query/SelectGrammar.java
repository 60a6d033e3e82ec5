package dev.widgets.cli.serve.query;

import static dev.widgets.cli.serve.query.Characters.character;
import static dev.widgets.cli.serve.query.Characters.text;
import static dev.widgets.cli.serve.query.NameGrammar.NAME;
import static dev.widgets.cli.serve.query.NameGrammar.ahead;
import static dev.widgets.cli.serve.query.NameGrammar.spaced;

import java.util.List;
import java.util.Optional;

/** The grammar of {@code select} and {@code order}. */
final class SelectGrammar {

    private static final TextParser<Optional<String>> ALIAS = NAME.followedBy(
                    character(':').before(character(':').absent(Characters::quote)))
            .attempt()
            .optional();

    private static final TextParser<Optional<String>> CAST =
            text("::").before(NameGrammar.IDENTIFIER).optional();

    private static final TextParser<Boolean> ITEM_END =
            ahead(")").or(ahead(",")).or(Characters.END.attempt());

    private static final TextParser<Optional<Boolean>> AGGREGATE = character('.')
            .before(word("sum")
                    .or(word("avg"))
                    .or(word("count"))
                    .or(word("max").attempt())
                    .or(word("min").attempt()))
            .followedBy(text("()"))
            .attempt()
            .optional();

    private static final TextParser<SelectItem> ALL = text("*")
            .followedBy(ITEM_END)
            .map(all -> column(new ColumnPath("*", List.of()), Optional.empty(), false))
            .attempt();

    private static final TextParser<SelectItem> COUNT = ALIAS.followedBy(text("count()"))
            .followedBy(CAST)
            .followedBy(ITEM_END)
            .map(alias -> column(new ColumnPath("*", List.of()), alias, true))
            .attempt();

    private static final TextParser<SelectItem> COLUMN =
            ALIAS.then(alias -> NameGrammar.PATH.then(path -> CAST.then(
                    cast -> AGGREGATE.followedBy(CAST).followedBy(ITEM_END).map(aggregate -> {
                        boolean aggregated = aggregate.isPresent();
                        return new SelectItem.Column(path, alias, cast, aggregated);
                    }))));

    private static final TextParser<SelectItem> FIELD = spaced(ALL.or(COUNT).or(COLUMN));

    /** What follows a relation: how it is joined, and a hint which relationship is meant. */
    private static final TextParser<Optional<Optional<String>>> JOIN = character('!')
            .before(kind("left").or(kind("inner")).or(NAME.map(Optional::of).attempt()))
            .optional();

    private static final TextParser<Optional<String>> JOINS = JOIN.with(
            JOIN, (one, other) -> one.flatMap(hint -> hint).or(() -> other.flatMap(hint -> hint)));

    private static final TextParser<SelectItem> SPREAD =
            spaced(text("...").before(NAME).then(SelectGrammar::relation)).attempt();

    private static final TextParser<SelectItem> RELATION =
            spaced(ALIAS.before(NAME).then(SelectGrammar::relationButCount)).attempt();

    private static final TextParser<List<SelectItem>> ITEMS = items();

    private static final TextParser<Boolean> TERM_END =
            character(',').ahead().map(found -> true).attempt().or(Characters.END.attempt());

    private static final TextParser<Optional<Boolean>> NULLS =
            direction("nullsfirst", true).or(direction("nullslast", false)).optional();

    private static final TextParser<Optional<Boolean>> DIRECTION =
            direction("asc", false).or(direction("desc", true)).optional();

    private static final TextParser<OrderTerm> RELATION_TERM = NAME.then(relation -> character('(')
                    .before(NameGrammar.PATH)
                    .followedBy(character(')'))
                    .then(path -> rest(path, Optional.of(relation))))
            .attempt();

    private static final TextParser<List<OrderTerm>> TERMS = spaced(
                    RELATION_TERM.or(NameGrammar.PATH.then(path -> rest(path, Optional.empty()))))
            .separatedBy(character(','));

    private SelectGrammar() {}

    /** The parameter select. */
    static TextParser<List<SelectItem>> select() {
        return ITEMS;
    }

    /** The parameter order. */
    static TextParser<List<OrderTerm>> order() {
        return TERMS;
    }

    private static TextParser<List<SelectItem>> items() {
        TextParser<List<SelectItem>> inner = character('(')
                .before(TextParser.lazy(SelectGrammar::select))
                .followedBy(character(')'));
        return SPREAD.followedBy(inner)
                .or(RELATION.followedBy(inner))
                .or(FIELD)
                .separatedBy(spaced(character(',')))
                .or(TextParser.value(List.of()));
    }

    private static TextParser<SelectItem> relation(String name) {
        return JOINS.followedBy(ahead("(")).map(hint -> new SelectItem.Embedded(name, hint));
    }

    /** A relation of the name count would be taken for the aggregate function. */
    private static TextParser<SelectItem> relationButCount(String name) {
        return name.equals("count")
                ? input -> new ParseReply.Rejected<>(false, ParseError.unknown(input))
                : relation(name);
    }

    private static SelectItem column(ColumnPath path, Optional<String> alias, boolean aggregated) {
        return new SelectItem.Column(path, alias, Optional.empty(), aggregated);
    }

    private static TextParser<Optional<String>> kind(String word) {
        TextParser<Optional<String>> none = text(word).map(found -> Optional.empty());
        return none.attempt();
    }

    private static TextParser<Boolean> word(String word) {
        return text(word).map(found -> true);
    }

    private static TextParser<Boolean> direction(String word, boolean value) {
        return NameGrammar.DOT.before(text(word)).map(found -> value).attempt();
    }

    private static TextParser<OrderTerm> rest(ColumnPath path, Optional<String> relation) {
        TextParser<Optional<Boolean>> nulls =
                NULLS.followedBy(TERM_END).or(TERM_END.map(found -> Optional.empty()));
        return DIRECTION.then(descending -> nulls.map(
                nullsFirst -> new OrderTerm(path, descending.orElse(false), nullsFirst, relation)));
    }
}
