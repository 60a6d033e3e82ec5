package dev.widgets.cli.serve;

import com.nimbusds.jose.util.JSONArrayUtils;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The path to the claim that names the role, in the form of PostgREST's jwt-role-claim-key, such as
 * {@code .realm_access.roles[0]}.
 *
 * @param steps the steps from the claims to the role
 */
public record RoleClaim(List<Step> steps) {

    /** The path in the absence of an option. */
    static final String DEFAULT = ".role";

    private static final Pattern KEY = Pattern.compile("\\.(?:([\\p{L}\\p{Nd}_$@]+)|\"([^\"]*)\")");
    private static final Pattern INDEX = Pattern.compile("\\[(\\d{1,9})\\]");
    private static final Pattern FILTER =
            Pattern.compile("\\[\\?\\(@\\s*(==\\^|==|!=|\\^==|\\*==)\\s*\"([^\"]*)\"\\)\\]");

    /** A step into the claims. */
    public sealed interface Step {

        /** Returns what a value contains at this step, or null if it contains nothing there. */
        @Nullable
        Found in(@Nullable Object value);
    }

    /** A value, which may be a JSON null. */
    record Found(@Nullable Object value) {}

    /** A key of an object. */
    private record Key(String name) implements Step {
        @Override
        public @Nullable Found in(@Nullable Object value) {
            return value instanceof Map<?, ?> object && object.containsKey(name)
                    ? new Found(object.get(name))
                    : null;
        }
    }

    /** An element of an array. */
    private record Index(int place) implements Step {
        @Override
        public @Nullable Found in(@Nullable Object value) {
            return value instanceof List<?> array && place < array.size()
                    ? new Found(array.get(place))
                    : null;
        }
    }

    /** The first text in an array that fulfils a condition. */
    private record Filter(BiPredicate<String, String> condition, String text) implements Step {
        @Override
        public @Nullable Found in(@Nullable Object value) {
            if (!(value instanceof List<?> array)) {
                return null;
            }
            for (Object element : array) {
                if (element instanceof String one && condition.test(one, text)) {
                    return new Found(one);
                }
            }
            return null;
        }
    }

    /**
     * Parses a path.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    static RoleClaim parse(String path) {
        List<Step> steps = new ArrayList<>();
        int place = 0;
        boolean isOver = false;
        while (place < path.length() && !isOver) {
            Matcher key = KEY.matcher(path).region(place, path.length());
            Matcher index = INDEX.matcher(path).region(place, path.length());
            Matcher filter = FILTER.matcher(path).region(place, path.length());
            if (key.lookingAt()) {
                steps.add(new Key(key.group(1) == null ? group(key, 2) : group(key, 1)));
                place = key.end();
            } else if (index.lookingAt()) {
                steps.add(new Index(Integer.parseInt(group(index, 1))));
                place = index.end();
            } else if (filter.lookingAt()) {
                steps.add(new Filter(condition(group(filter, 1)), group(filter, 2)));
                place = filter.end();
                isOver = true;
            } else {
                break;
            }
        }
        if (steps.isEmpty() || place < path.length()) {
            throw new IllegalArgumentException("--jwt-role-claim is not a path to a claim: " + path
                    + ". Give a path such as .role, .app_metadata.role or"
                    + " .\"https://example.com/roles\"[0].");
        }
        return new RoleClaim(List.copyOf(steps));
    }

    private static String group(Matcher matcher, int number) {
        return Objects.requireNonNull(matcher.group(number));
    }

    private static BiPredicate<String, String> condition(String operator) {
        return switch (operator) {
            case "==" -> String::equals;
            case "!=" -> (one, text) -> !one.equals(text);
            case "^==" -> String::startsWith;
            case "==^" -> String::endsWith;
            default -> String::contains;
        };
    }

    /** Returns the role that claims name; a value that is no text counts as its JSON. */
    Optional<String> in(Map<String, Object> claims) {
        Found found = new Found(claims);
        for (Step step : steps) {
            found = step.in(found.value());
            if (found == null) {
                return Optional.empty();
            }
        }
        return Optional.of(text(found.value()));
    }

    private static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        String array = JSONArrayUtils.toJSONString(Collections.singletonList(value));
        return array.substring(1, array.length() - 1);
    }
}
