package dev.widgets.cli.serve.query;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The Prefer header.
 *
 * @param count how to count all rows
 * @param strict whether invalid preferences are an error
 * @param applied the value of the Preference-Applied header; empty for none
 * @param limitsAffected whether the number of affected rows is limited
 * @param invalid the invalid preferences
 */
public record Preferences(
        Optional<Count> count,
        boolean strict,
        String applied,
        boolean limitsAffected,
        List<String> invalid) {

    /** No preferences. */
    public static final Preferences NONE =
            new Preferences(Optional.empty(), false, "", false, List.of());

    /** How to count all rows. */
    public enum Count {
        /** By counting. */
        EXACT,
        /** By asking the planner. */
        PLANNED,
        /** By counting up to the maximum of a response, else by asking the planner. */
        ESTIMATED
    }

    private static final String TIME_ZONE = "timezone=";
    private static final String MAX_AFFECTED = "max-affected=";
    private static final List<String> HANDLING = List.of("handling=strict", "handling=lenient");
    private static final List<String> COUNTS =
            Arrays.stream(Count.values()).map(Preferences::word).toList();

    /** Preferences that are valid and have no effect on reads and on calls of functions. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "resolution=merge-duplicates",
            "resolution=ignore-duplicates",
            "return=representation",
            "return=minimal",
            "return=headers-only",
            "tx=commit",
            "tx=rollback",
            "missing=default",
            "missing=null");

    /** Parses the values of all Prefer headers. */
    public static Preferences parse(List<String> headers) {
        List<String> all = headers.stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(String::strip)
                .toList();
        Optional<String> count = first(all, COUNTS);
        Optional<String> handling = first(all, HANDLING);
        Optional<String> zone = after(all, TIME_ZONE).filter(Preferences::isZone);
        List<String> applied = new ArrayList<>();
        count.ifPresent(applied::add);
        handling.ifPresent(applied::add);
        zone.ifPresent(name -> applied.add(TIME_ZONE + name));
        List<String> invalid =
                all.stream().filter(one -> !isValid(one, zone.isPresent())).toList();
        return new Preferences(
                count.flatMap(Preferences::countOf),
                handling.equals(Optional.of(HANDLING.get(0))),
                String.join(", ", applied),
                after(all, MAX_AFFECTED).filter(text -> text.matches("-?\\d+")).isPresent(),
                invalid);
    }

    private static boolean isValid(String preference, boolean zoneIsValid) {
        return COUNTS.contains(preference)
                || HANDLING.contains(preference)
                || WITHOUT_EFFECT.contains(preference)
                || preference.startsWith(MAX_AFFECTED)
                || (preference.startsWith(TIME_ZONE) && zoneIsValid);
    }

    private static Optional<Count> countOf(String preference) {
        return Arrays.stream(Count.values())
                .filter(count -> word(count).equals(preference))
                .findFirst();
    }

    private static String word(Count count) {
        return "count=" + count.name().toLowerCase(Locale.ROOT);
    }

    private static boolean isZone(String name) {
        return ZoneId.getAvailableZoneIds().contains(name);
    }

    private static Optional<String> first(List<String> all, List<String> words) {
        return all.stream().filter(words::contains).findFirst();
    }

    private static Optional<String> after(List<String> all, String start) {
        return all.stream()
                .filter(one -> one.startsWith(start))
                .map(one -> one.substring(start.length()))
                .findFirst();
    }

    /** Fails if an invalid preference was given together with {@code handling=strict}. */
    public void check() throws QueryException {
        if (strict && !invalid.isEmpty()) {
            throw QueryException.of("PGRST122", "Invalid preferences given with handling=strict")
                    .withDetails("Invalid preferences: " + String.join(", ", invalid));
        }
    }

    /** Fails as well if the number of affected rows is to be limited, which functions cannot. */
    public void checkForFunction() throws QueryException {
        check();
        if (strict && limitsAffected) {
            throw QueryException.of(
                    "PGRST128",
                    "Function must return SETOF or TABLE when max-affected preference is used with"
                            + " handling=strict");
        }
    }
}
