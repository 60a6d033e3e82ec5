package dev.widgets.cli.serve.query;

import static dev.widgets.cli.serve.query.Characters.DIGIT;
import static dev.widgets.cli.serve.query.Characters.LETTER;
import static dev.widgets.cli.serve.query.Characters.character;
import static dev.widgets.cli.serve.query.Characters.noneOf;
import static dev.widgets.cli.serve.query.Characters.oneOf;
import static dev.widgets.cli.serve.query.Characters.text;

import java.util.List;

/** The grammar of names and of paths into columns. */
final class NameGrammar {

    static final TextParser<Integer> DOT = character('.').named("delimiter (.)");

    private static final TextParser<String> SPACE = Characters.run(c -> c == ' ' || c == '\t');

    /** A text in quotes, in which a backslash protects the next character. */
    static final TextParser<String> QUOTED = character('"')
            .before(noneOf("\\\"")
                    .or(character('\\').before(Characters.ANY))
                    .many()
                    .map(Characters::join))
            .followedBy(character('"'));

    /** A dash that does not begin an arrow. */
    private static final TextParser<Integer> DASH =
            character('-').followedBy(character('>').absent(Characters::quote)).attempt();

    private static final String SPECIAL = "_ $";

    static final TextParser<String> IDENTIFIER = Characters.run1(
                    c -> Character.isLetter(c) || isDigit(c) || SPECIAL.indexOf(c) >= 0,
                    LETTER.or(DIGIT).or(oneOf(SPECIAL)))
            .map(String::strip);

    static final TextParser<String> NAME =
            QUOTED.or(dashed(IDENTIFIER)).named("field name (* or [a..z0..9_$])");

    private static final String RESERVED = "(-:.,>)";

    private static final TextParser<String> KEY = QUOTED.or(
                    dashed(Characters.run1(c -> RESERVED.indexOf(c) < 0, noneOf(RESERVED))
                            .map(String::strip)))
            .named("any non reserved character different from: .,>()");

    private static final TextParser<Boolean> INDEX_END =
            ahead("->").or(ahead("::")).or(ahead(".")).or(ahead(",")).or(Characters.END.attempt());

    private static final TextParser<String> INDEX = character('-')
            .or(TextParser.value((int) '+'))
            .with(
                    Characters.run1(NameGrammar::isDigit, DIGIT),
                    (sign, digits) -> Character.toString(sign) + digits)
            .followedBy(INDEX_END);

    private static final TextParser<ColumnPath.Step> STEP = text("->>")
            .map(arrow -> true)
            .attempt()
            .or(text("->").map(arrow -> false).attempt())
            .then(asText -> INDEX.map(index -> new ColumnPath.Step(asText, true, index))
                    .attempt()
                    .or(KEY.map(key -> new ColumnPath.Step(asText, false, key)).attempt()));

    static final TextParser<List<ColumnPath.Step>> STEPS =
            STEP.many().or(TextParser.value(List.of()));

    static final TextParser<ColumnPath> PATH = spaced(NAME.with(STEPS, ColumnPath::new));

    /** Names with dots between them; all but the last are relations. */
    static final TextParser<List<String>> DOTTED = NAME.separatedBy(DOT);

    static final TextParser<List<String>> COLUMNS = NAME.separatedBy(spaced(character(',')));

    private NameGrammar() {}

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** Allows space on both sides. */
    static <T> TextParser<T> spaced(TextParser<T> parser) {
        return SPACE.before(parser).followedBy(SPACE);
    }

    /** Looks for a text without consuming it. */
    static TextParser<Boolean> ahead(String text) {
        return text(text).ahead().map(found -> true).attempt();
    }

    private static TextParser<String> dashed(TextParser<String> part) {
        return part.separatedBy(DASH).map(parts -> String.join("-", parts));
    }
}
