package dev.widgets.cli.bench;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Relative frequencies of the operations: an operation with weight 40 is twice as frequent as one
 * with weight 20.
 *
 * @param weights the weight of each operation, from 0 to 1,000
 */
public record Mix(Map<Verb, Integer> weights) {

    /** Mainly changes of associations, some reads, and a few changes of widgets. */
    public static final Mix DEFAULT = parse("associate=40,dissociate=40,find=15,add=3,remove=2");

    private static final int HIGHEST = 1000;

    /**
     * Checks the weights.
     *
     * @throws IllegalArgumentException if a weight is out of range, or none is above 0
     */
    public Mix {
        Map<Verb, Integer> sorted = new EnumMap<>(Verb.class);
        sorted.putAll(weights);
        sorted.values().removeIf(weight -> weight == 0);
        weights = Collections.unmodifiableMap(sorted);
        weights.forEach((verb, weight) -> {
            if (weight < 0 || weight > HIGHEST) {
                throw new IllegalArgumentException("The weight of " + verb.word()
                        + " must be from 0 to " + HIGHEST + ", but is " + weight + ".");
            }
        });
        if (weights.isEmpty()) {
            throw new IllegalArgumentException("--mix has no operation with a weight above 0.");
        }
    }

    /**
     * Parses a mix, such as {@code associate=40,find=60}.
     *
     * @throws IllegalArgumentException if the text has another format
     */
    public static Mix parse(String text) {
        Map<Verb, Integer> weights = new EnumMap<>(Verb.class);
        for (String part : text.split(",", -1)) {
            String[] sides = part.strip().split("=", -1);
            if (sides.length != 2 || !sides[1].matches("\\d{1,9}")) {
                throw new IllegalArgumentException("Invalid mix '" + part
                        + "'; expected weights such as" + " associate=40,find=60.");
            }
            if (weights.put(verb(sides[0]), Integer.parseInt(sides[1])) != null) {
                throw new IllegalArgumentException(
                        "The mix '" + text + "' has two weights of " + sides[0] + ".");
            }
        }
        return new Mix(weights);
    }

    private static Verb verb(String word) {
        return Arrays.stream(Verb.values())
                .filter(verb -> verb.word().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown operation '" + word
                        + "'; expected associate, dissociate, find," + " add or remove."));
    }

    /** Returns the format of {@link #parse}. */
    @Override
    public String toString() {
        return weights.entrySet().stream()
                .map(entry -> entry.getKey().word() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    /** Returns an array that contains each operation as often as its weight. */
    Verb[] table() {
        return weights.entrySet().stream()
                .flatMap(entry -> Collections.nCopies(entry.getValue(), entry.getKey()).stream())
                .toArray(Verb[]::new);
    }
}
