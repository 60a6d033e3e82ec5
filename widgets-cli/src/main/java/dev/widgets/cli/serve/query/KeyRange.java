package dev.widgets.cli.serve.query;

import dev.widgets.cli.serve.query.RowFilter.Comparison;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The range of the key that a pattern with a fixed beginning can match. It is stated next to the
 * pattern, because the planner does not know the pattern when it plans for all parameters.
 *
 * @param prefix the fixed beginning
 * @param isWhole whether every key that begins so matches
 */
record KeyRange(String prefix, boolean isWhole) {

    private static final String KEY = "serial_number";

    /** Returns the range of a comparison, if it is one of the key with such a pattern. */
    static Optional<KeyRange> ofPattern(Comparison comparison) {
        boolean isPattern = isOfKey(comparison)
                && comparison.operation() instanceof RowOperation.Compare compare
                && compare.operator() == Operator.LIKE
                && compare.quantifier().isEmpty();
        if (!isPattern) {
            return Optional.empty();
        }
        KeyRange range =
                of(((RowOperation.Compare) comparison.operation()).value().replace('*', '%'));
        return range.prefix.isEmpty() ? Optional.empty() : Optional.of(range);
    }

    private static boolean isOfKey(Comparison comparison) {
        return !comparison.negated()
                && comparison.path().isColumn()
                && comparison.path().column().equals(KEY);
    }

    private static KeyRange of(String pattern) {
        StringBuilder prefix = new StringBuilder();
        int i = 0;
        while (i < pattern.length() && pattern.charAt(i) != '%' && pattern.charAt(i) != '_') {
            if (pattern.charAt(i) == '\\' && i + 1 < pattern.length()) {
                i++;
            }
            prefix.append(pattern.charAt(i));
            i++;
        }
        String rest = pattern.substring(Math.min(i, pattern.length()));
        return new KeyRange(prefix.toString(), rest.isEmpty() || rest.equals("%"));
    }

    /** Returns the keys that a condition names, if it is fulfilled by no others. */
    static Set<String> keys(RowFilter filter) {
        if (filter instanceof Comparison comparison && isOfKey(comparison)) {
            if (comparison.operation() instanceof RowOperation.OneOf one) {
                return Set.copyOf(one.values());
            }
            if (comparison.operation() instanceof RowOperation.Compare compare
                    && compare.operator() == Operator.EQ
                    && compare.quantifier().isEmpty()) {
                return Set.of(compare.value());
            }
        }
        return Set.of();
    }

    /** Returns whether conditions leave few widgets, each of which the index finds. */
    static boolean namesKeys(List<RowFilter> filters, int most) {
        return filters.stream()
                .filter(Comparison.class::isInstance)
                .map(Comparison.class::cast)
                .filter(KeyRange::isOfKey)
                .map(Comparison::operation)
                .anyMatch(operation -> (operation instanceof RowOperation.OneOf one
                                && one.values().size() <= most)
                        || (operation instanceof RowOperation.Compare compare
                                && compare.operator() == Operator.EQ
                                && compare.quantifier().isEmpty()));
    }

    /** Returns whether conditions leave one range of the key and nothing else. */
    static boolean isRange(List<RowFilter> filters) {
        return filters.stream()
                .allMatch(filter -> filter instanceof Comparison comparison
                        && isOfKey(comparison)
                        && comparison.operation() instanceof RowOperation.Compare compare
                        && isRange(comparison, compare));
    }

    private static boolean isRange(Comparison comparison, RowOperation.Compare compare) {
        return compare.quantifier().isEmpty()
                && switch (compare.operator()) {
                    case GT, GTE, LT, LTE -> true;
                    case LIKE -> ofPattern(comparison).filter(KeyRange::isWhole).isPresent();
                    default -> false;
                };
    }

    /** Writes the range as further conditions. */
    void write(SqlText.Writer sql) {
        sql.sql(" and v.serial_number >= ").parameter(prefix);
        String end = end();
        if (!end.isEmpty()) {
            sql.sql(" and v.serial_number < ").parameter(end);
        }
    }

    /** Returns the first text after all that begin with the prefix, or an empty one. */
    private String end() {
        int[] characters = prefix.codePoints().toArray();
        for (int i = characters.length - 1; i >= 0; i--) {
            if (characters[i] < Character.MAX_CODE_POINT) {
                boolean beforeSurrogates = characters[i] == Character.MIN_SURROGATE - 1;
                characters[i] = beforeSurrogates ? Character.MAX_SURROGATE + 1 : characters[i] + 1;
                return new String(characters, 0, i + 1);
            }
        }
        return "";
    }
}
