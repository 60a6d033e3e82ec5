package dev.widgets.cli.serve.query;

import dev.widgets.cli.serve.query.ParseReply.Accepted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sorts the parameters of a query string and parses each by its grammar, as PostgREST does. */
final class RequestParser {

    private static final int DEEPEST = 50;
    private static final Set<String> WHOLE = Set.of("select", "columns", "on_conflict");
    private static final Set<String> OTHERS = Set.of("order", "limit", "offset", "and", "or");
    private static final TextParser<DottedPath> DOTTED_PATH =
            NameGrammar.DOTTED.with(NameGrammar.STEPS, DottedPath::new);

    private final QueryString query;
    private final boolean callsFunction;
    private final Map<String, String> arguments = new LinkedHashMap<>();

    /**
     * The name of a parameter that filters by a column.
     *
     * @param names the relations and the column
     * @param steps the way into the JSON of the column
     */
    private record DottedPath(List<String> names, List<ColumnPath.Step> steps) {

        ColumnPath column() {
            return new ColumnPath(names.get(names.size() - 1), steps);
        }
    }

    /** The first relation that a parameter names although it is not part of the result. */
    private Optional<String> embedded = Optional.empty();

    RequestParser(QueryString query, boolean callsFunction) {
        this.query = query;
        this.callsFunction = callsFunction;
    }

    ReadRequest parse(@Nullable String range) throws QueryException {
        List<OrderTerm> order = order();
        List<RowFilter> filters = trees();
        Optional<Set<String>> columns = columns();
        List<SelectItem> select = select();
        filters.addAll(comparisons());
        RowRange rows = RowRange.of(last("limit"), last("offset"), range);
        if (embedded.isPresent()) {
            throw QueryException.notEmbedded(embedded.get());
        }
        return new ReadRequest(
                select, List.copyOf(filters), order, rows, columns, Map.copyOf(arguments));
    }

    /** Returns the parameters with a value whose name ends with one of some words. */
    private List<QueryString.Parameter> ending(String... words) {
        List<QueryString.Parameter> found = new ArrayList<>();
        for (QueryString.Parameter parameter : query.all()) {
            if (parameter.value().isPresent()
                    && List.of(words).contains(lastWord(parameter.name()))) {
                found.add(parameter);
            }
        }
        return found;
    }

    private static String lastWord(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String value(QueryString.Parameter parameter) {
        return parameter.value().orElse("");
    }

    private List<OrderTerm> order() throws QueryException {
        List<OrderTerm> order = List.of();
        for (QueryString.Parameter parameter : ending("order")) {
            note(parsed(NameGrammar.DOTTED, parameter.name(), "tree path"));
            List<OrderTerm> terms = parsed(SelectGrammar.order(), value(parameter), "order");
            // the first parameter counts
            order = order.isEmpty() ? terms : order;
        }
        for (OrderTerm term : order) {
            if (term.relation().isPresent()) {
                embedded = embedded.or(term::relation);
            }
        }
        return order;
    }

    private List<RowFilter> trees() throws QueryException {
        List<RowFilter> trees = new ArrayList<>();
        for (QueryString.Parameter parameter : ending("and", "or")) {
            List<String> path = parsed(NameGrammar.DOTTED, parameter.name(), "logic path");
            String operator = path.get(path.size() - 1);
            String prefix = path.contains("not") ? "not." : "";
            note(path.stream().filter(name -> !name.equals("not")).toList());
            checkDepth(value(parameter));
            trees.add(parsedAs(
                    () -> "failed to parse logic tree (" + value(parameter) + ")",
                    FilterGrammar.tree(),
                    prefix + operator + value(parameter)));
        }
        return trees;
    }

    private Optional<Set<String>> columns() throws QueryException {
        Optional<String> text = query.first("columns");
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(new LinkedHashSet<>(
                        parsed(NameGrammar.COLUMNS, text.get(), "columns parameter")));
    }

    private List<SelectItem> select() throws QueryException {
        Optional<String> text = query.first("select");
        if (text.isEmpty()) {
            return List.of();
        }
        checkDepth(text.get());
        List<SelectItem> items = parsed(SelectGrammar.select(), text.get(), "select parameter");
        boolean isAll = items.size() == 1
                && items.get(0) instanceof SelectItem.Column column
                && column.isAll()
                && !column.aggregated();
        return isAll ? List.of() : items;
    }

    private List<RowFilter> comparisons() throws QueryException {
        List<RowFilter> filters = new ArrayList<>();
        for (QueryString.Parameter parameter : query.all()) {
            String name = parameter.name();
            if (parameter.value().isEmpty()
                    || WHOLE.contains(name)
                    || OTHERS.contains(lastWord(name))) {
                continue;
            }
            DottedPath path = parsed(DOTTED_PATH, name, "tree path");
            FilterGrammar.Test test = parsed(
                    callsFunction
                            ? FilterGrammar.valueOrArgument(value(parameter))
                            : FilterGrammar.value(),
                    value(parameter),
                    "filter");
            if (test.operation() instanceof RowOperation.Argument argument) {
                arguments.put(path.column().column(), argument.value());
            } else {
                note(path.names());
                filters.add(test.on(path.column()));
            }
        }
        if (query.first("on_conflict").isPresent()) {
            parsed(NameGrammar.COLUMNS, query.first("on_conflict").get(), "on_conflict parameter");
        }
        return filters;
    }

    /** Remembers the relation of a parameter, if it has one. */
    private void note(List<String> path) {
        if (path.size() > 1) {
            embedded = embedded.or(() -> Optional.of(path.get(0)));
        }
    }

    private Optional<String> last(String name) {
        Optional<String> value = Optional.empty();
        for (QueryString.Parameter parameter : ending(name)) {
            if (parameter.name().equals(name)) {
                value = parameter.value();
            } else {
                note(List.of(parameter.name().split("\\.", -1)));
            }
        }
        return value;
    }

    /** Parentheses are parsed recursively, so their depth is limited. */
    private static void checkDepth(String text) throws QueryException {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth > DEEPEST) {
                throw QueryException.syntax(
                        "Too many nested parentheses in the query",
                        "At most " + DEEPEST + " may be nested.");
            }
        }
    }

    private static <T> T parsed(TextParser<T> parser, String text, String what)
            throws QueryException {
        return parsedAs(() -> "failed to parse " + what + " (" + text + ")", parser, text);
    }

    private static <T> T parsedAs(Supplier<String> name, TextParser<T> parser, String text)
            throws QueryException {
        ParseInput input = ParseInput.of(text);
        if (parser.parse(input) instanceof Accepted<T> accepted) {
            return accepted.value();
        }
        ParseError error = parser.parse(input.explained()).error();
        throw QueryException.syntax(error.position(name.get()), error.sentence());
    }
}
