package dev.widgets.cli.serve.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Why a parser stopped: a position with what was met and what was expected there. Errors of
 * alternatives are merged as Parsec merges them, so that they read as PostgREST's.
 *
 * @param at the position
 * @param messages what is known about it; empty if nothing is
 */
record ParseError(ParseInput at, List<Message> messages) {

    private static final String END = "end of input";

    /** The error of a text whose errors need not be explained. */
    private static final ParseError UNEXPLAINED = new ParseError(ParseInput.of(""), List.of());

    /** The kinds of messages, in the order of the sentence. */
    enum Kind {
        MET,
        UNEXPECTED,
        EXPECTED
    }

    /** A part of the sentence. */
    record Message(Kind kind, String text) {}

    static ParseError unknown(ParseInput at) {
        return at.explains() ? new ParseError(at, List.of()) : UNEXPLAINED;
    }

    static ParseError of(ParseInput at, Kind kind, Supplier<String> text) {
        return at.explains()
                ? new ParseError(at, List.of(new Message(kind, text.get())))
                : UNEXPLAINED;
    }

    boolean isUnknown() {
        return messages.isEmpty();
    }

    /** Returns the error that is further on; both together if they are at the same place. */
    ParseError merge(ParseError other) {
        if (!at.explains()) {
            return other;
        }
        if (other.isUnknown() && !isUnknown()) {
            return this;
        }
        if (isUnknown() && !other.isUnknown()) {
            return other;
        }
        if (at.index() != other.at.index()) {
            return at.index() > other.at.index() ? this : other;
        }
        return new ParseError(
                at, Stream.concat(messages.stream(), other.messages.stream()).toList());
    }

    /** Replaces what is expected. */
    ParseError expecting(String text) {
        if (!at.explains()) {
            return this;
        }
        List<Message> all = new ArrayList<>();
        all.add(new Message(Kind.EXPECTED, text));
        messages.stream().filter(message -> message.kind() != Kind.EXPECTED).forEach(all::add);
        return new ParseError(at, List.copyOf(all));
    }

    /** Returns the position in words, after the name of what was parsed. */
    String position(String name) {
        return "\"" + name + "\" (line " + at.line() + ", column " + at.column() + ")";
    }

    /** Returns the sentence. */
    String sentence() {
        if (isUnknown()) {
            return "unknown parse error";
        }
        List<Message> sorted =
                messages.stream().sorted(Comparator.comparing(Message::kind)).toList();
        List<String> unexpected = texts(sorted, Kind.UNEXPECTED);
        List<Message> met =
                sorted.stream().filter(message -> message.kind() == Kind.MET).toList();
        List<String> parts = new ArrayList<>();
        if (!unexpected.isEmpty()) {
            parts.add("unexpected " + list(unexpected));
        } else if (!met.isEmpty()) {
            String first = met.get(0).text();
            parts.add("unexpected " + (first.isEmpty() ? END : first));
        }
        List<String> expected = texts(sorted, Kind.EXPECTED);
        if (!expected.isEmpty()) {
            parts.add("expecting " + list(expected));
        }
        return String.join(" ", parts);
    }

    private static List<String> texts(List<Message> messages, Kind kind) {
        return messages.stream()
                .filter(message -> message.kind() == kind && !message.text().isEmpty())
                .map(Message::text)
                .distinct()
                .toList();
    }

    private static String list(List<String> texts) {
        int last = texts.size() - 1;
        return last == 0
                ? texts.get(0)
                : String.join(", ", texts.subList(0, last)) + " or " + texts.get(last);
    }
}
