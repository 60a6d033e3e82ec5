package dev.widgets.cli.serve.query;

import dev.widgets.cli.serve.query.ParseReply.Accepted;
import dev.widgets.cli.serve.query.ParseReply.Rejected;
import java.util.List;
import java.util.function.IntPredicate;

/** Parsers of characters and fixed texts. */
final class Characters {

    static final TextParser<Integer> ANY = where(c -> true);
    static final TextParser<Integer> LETTER = where(Character::isLetter).named("letter");
    static final TextParser<Integer> DIGIT = where(c -> c >= '0' && c <= '9').named("digit");
    static final TextParser<Boolean> END = end();

    private static final List<String> CONTROLS = List.of(
            "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "a", "b", "t", "n", "v", "f", "r",
            "SO", "SI", "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB",
            "ESC", "FS", "GS", "RS", "US");
    private static final int DELETE = 127;

    private Characters() {}

    /** Accepts a character that fulfils a condition. */
    static TextParser<Integer> where(IntPredicate condition) {
        return input -> {
            if (input.atEnd() || !condition.test(input.first())) {
                return new Rejected<>(false, met(input, input));
            }
            ParseInput rest = input.next();
            return new Accepted<>(true, input.first(), rest, ParseError.unknown(rest));
        };
    }

    /** Accepts all characters up to the first that does not fulfil a condition, perhaps none. */
    static TextParser<String> run(IntPredicate condition) {
        return run(condition, where(condition));
    }

    /**
     * Accepts all characters up to the first that does not fulfil a condition, perhaps none.
     *
     * @param one a parser of one such character, which names it in errors
     */
    private static TextParser<String> run(IntPredicate condition, TextParser<Integer> one) {
        return input -> {
            ParseInput rest = input.at(end(condition, input));
            ParseError error = rest.explains() ? one.parse(rest).error() : ParseError.unknown(rest);
            String text = input.text().substring(input.index(), rest.index());
            return new Accepted<>(!text.isEmpty(), text, rest, error);
        };
    }

    /** Accepts at least one such character. */
    static TextParser<String> run1(IntPredicate condition, TextParser<Integer> one) {
        TextParser<String> run = run(condition, one);
        return input -> {
            ParseReply<String> reply = run.parse(input);
            return reply.consumed() ? reply : new Rejected<>(false, reply.error());
        };
    }

    private static int end(IntPredicate condition, ParseInput input) {
        String text = input.text();
        int end = input.index();
        while (end < text.length() && condition.test(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    /** Returns the error at a place at which another character was met. */
    private static ParseError met(ParseInput at, ParseInput other) {
        return ParseError.of(
                at, ParseError.Kind.MET, () -> other.atEnd() ? "" : show(other.first(), '"'));
    }

    static TextParser<Integer> oneOf(String characters) {
        return where(c -> characters.indexOf(c) >= 0);
    }

    static TextParser<Integer> noneOf(String characters) {
        return where(c -> characters.indexOf(c) < 0);
    }

    static TextParser<Integer> character(char character) {
        return where(c -> c == character).named(show(character, '"'));
    }

    /** Accepts a fixed text; one that begins like it counts as consumed. */
    static TextParser<String> text(String text) {
        String shown = "\"" + text + "\"";
        return input -> {
            int same = 0;
            while (same < text.length()
                    && input.index() + same < input.text().length()
                    && input.text().charAt(input.index() + same) == text.charAt(same)) {
                same++;
            }
            ParseInput rest = input.at(input.index() + same);
            return same == text.length()
                    ? new Accepted<>(true, text, rest, ParseError.unknown(rest))
                    : new Rejected<>(same > 0, met(input, rest).expecting(shown));
        };
    }

    /** Turns characters into a text. */
    static String join(List<Integer> characters) {
        StringBuilder text = new StringBuilder(characters.size());
        characters.forEach(text::appendCodePoint);
        return text.toString();
    }

    /** Shows a character in quotes. */
    static String quote(int c) {
        return show(c, '\'');
    }

    private static TextParser<Boolean> end() {
        // looks at the next character without moving on, so that an error is at its place
        TextParser<Integer> next = input -> input.atEnd()
                ? new Rejected<>(false, met(input, input))
                : new Accepted<>(true, input.first(), input, ParseError.unknown(input));
        return next.absent(Characters::quote).named("end of input");
    }

    /** Shows a character as the language of PostgREST does. */
    private static String show(int c, char quote) {
        String shown;
        if (c == quote || c == '\\') {
            shown = "\\" + (char) c;
        } else if (c < ' ') {
            shown = "\\" + CONTROLS.get(c);
        } else if (c < DELETE) {
            shown = String.valueOf((char) c);
        } else {
            shown = c == DELETE ? "\\DEL" : "\\" + c;
        }
        return quote + shown + quote;
    }
}
