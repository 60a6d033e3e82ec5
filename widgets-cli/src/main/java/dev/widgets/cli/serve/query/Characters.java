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
            if (input.atEnd()) {
                return new Rejected<>(false, ParseError.of(input, ParseError.Kind.MET, ""));
            }
            int c = input.first();
            if (!condition.test(c)) {
                return new Rejected<>(
                        false, ParseError.of(input, ParseError.Kind.MET, show(c, '"')));
            }
            ParseInput rest = input.next();
            return new Accepted<>(true, c, rest, ParseError.unknown(rest));
        };
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
            ParseInput rest = input;
            for (int i = 0; i < text.length(); i++) {
                if (rest.atEnd() || rest.first() != text.charAt(i)) {
                    String met = rest.atEnd() ? "" : show(rest.first(), '"');
                    return new Rejected<>(
                            i > 0,
                            ParseError.of(input, ParseError.Kind.MET, met).expecting(shown));
                }
                rest = rest.next();
            }
            return new Accepted<>(true, text, rest, ParseError.unknown(rest));
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
                ? new Rejected<>(false, ParseError.of(input, ParseError.Kind.MET, ""))
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
