package dev.widgets.cli.serve.query;

import dev.widgets.cli.serve.query.ParseReply.Accepted;
import dev.widgets.cli.serve.query.ParseReply.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A parser that can be combined with others. An alternative is tried only if the one before has
 * consumed nothing, see {@link #attempt}, and errors are merged as Parsec does.
 *
 * @param <T> the type of the value
 */
@FunctionalInterface
interface TextParser<T> {

    ParseReply<T> parse(ParseInput input);

    /** Accepts nothing and returns a value. */
    static <T> TextParser<T> value(T value) {
        return input -> new Accepted<>(false, value, input, ParseError.unknown(input));
    }

    /** Defers a parser that refers to itself. */
    static <T> TextParser<T> lazy(Supplier<TextParser<T>> parser) {
        return input -> parser.get().parse(input);
    }

    /** Continues with a parser that depends on the value. */
    default <U> TextParser<U> then(Function<T, TextParser<U>> next) {
        return input -> {
            ParseReply<T> reply = parse(input);
            if (!(reply instanceof Accepted<T> accepted)) {
                return ((Rejected<T>) reply).as();
            }
            ParseReply<U> second = next.apply(accepted.value()).parse(accepted.rest());
            if (second.consumed()) {
                return second;
            }
            ParseError error = accepted.error().isUnknown()
                    ? second.error()
                    : accepted.error().merge(second.error());
            if (second instanceof Accepted<U> done) {
                return new Accepted<>(accepted.consumed(), done.value(), done.rest(), error);
            }
            return new Rejected<>(accepted.consumed(), error);
        };
    }

    default <U> TextParser<U> map(Function<T, U> change) {
        return input -> {
            ParseReply<T> reply = parse(input);
            if (reply instanceof Accepted<T> accepted) {
                return new Accepted<>(
                        accepted.consumed(),
                        change.apply(accepted.value()),
                        accepted.rest(),
                        accepted.error());
            }
            return ((Rejected<T>) reply).as();
        };
    }

    /** Combines the values of two parsers. */
    default <U, R> TextParser<R> with(TextParser<U> next, BiFunction<T, U, R> combine) {
        return then(first -> next.map(second -> combine.apply(first, second)));
    }

    /** Continues with a parser and returns its value. */
    default <U> TextParser<U> before(TextParser<U> next) {
        return then(first -> next);
    }

    /** Continues with a parser and keeps the value of this one. */
    default <U> TextParser<T> followedBy(TextParser<U> next) {
        return with(next, (first, second) -> first);
    }

    /** Tries another parser if this one has rejected the input without consuming any. */
    default TextParser<T> or(TextParser<T> other) {
        return input -> {
            ParseReply<T> first = parse(input);
            if (first instanceof Accepted<T> || first.consumed()) {
                return first;
            }
            ParseReply<T> second = other.parse(input);
            if (second.consumed()) {
                return second;
            }
            ParseError error = first.error().merge(second.error());
            if (second instanceof Accepted<T> accepted) {
                return new Accepted<>(false, accepted.value(), accepted.rest(), error);
            }
            return new Rejected<>(false, error);
        };
    }

    /** Counts as having consumed nothing if it rejects the input. */
    default TextParser<T> attempt() {
        return input -> {
            ParseReply<T> reply = parse(input);
            return reply instanceof Rejected<T> rejected && rejected.consumed()
                    ? new Rejected<>(false, rejected.error())
                    : reply;
        };
    }

    /** Looks at the input without consuming it. */
    default TextParser<T> ahead() {
        return input -> {
            ParseReply<T> reply = parse(input);
            return reply instanceof Accepted<T> accepted
                    ? new Accepted<>(false, accepted.value(), input, ParseError.unknown(input))
                    : reply;
        };
    }

    /** Names what is expected where this parser consumes nothing. */
    default TextParser<T> named(String name) {
        return input -> {
            ParseReply<T> reply = parse(input);
            if (reply.consumed()) {
                return reply;
            }
            if (reply instanceof Accepted<T> accepted) {
                ParseError error = accepted.error().isUnknown()
                        ? accepted.error()
                        : accepted.error().expecting(name);
                return new Accepted<>(false, accepted.value(), accepted.rest(), error);
            }
            return new Rejected<>(false, reply.error().expecting(name));
        };
    }

    default TextParser<Optional<T>> optional() {
        return map(Optional::of).or(value(Optional.empty()));
    }

    /** Repeats until the input is rejected; each repetition must consume some. */
    default TextParser<List<T>> many() {
        return input -> {
            List<T> values = new ArrayList<>();
            ParseInput rest = input;
            while (true) {
                ParseReply<T> reply = parse(rest);
                if (!(reply instanceof Accepted<T> accepted)) {
                    return reply.consumed()
                            ? ((Rejected<T>) reply).as()
                            : new Accepted<>(!values.isEmpty(), values, rest, reply.error());
                }
                if (!accepted.consumed()) {
                    throw new IllegalStateException("The repeated parser accepts nothing");
                }
                values.add(accepted.value());
                rest = accepted.rest();
            }
        };
    }

    /** Repeats at least once, with separators. */
    default <S> TextParser<List<T>> separatedBy(TextParser<S> separator) {
        return with(separator.before(this).many(), TextParser::prepend);
    }

    /** Accepts the input only if this parser rejects it; consumes nothing. */
    default TextParser<Boolean> absent(Function<T, String> show) {
        TextParser<Boolean> met = attempt()
                .then(found -> input -> new Rejected<>(
                        false,
                        ParseError.of(input, ParseError.Kind.UNEXPECTED, () -> show.apply(found))));
        return met.or(value(true)).attempt();
    }

    private static <T> List<T> prepend(T first, List<T> others) {
        List<T> all = new ArrayList<>(others.size() + 1);
        all.add(first);
        all.addAll(others);
        return all;
    }
}
