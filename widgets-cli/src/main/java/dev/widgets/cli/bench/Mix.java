package dev.widgets.cli.bench;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How often which operation is done: with weights 40 and 20 the one is twice as frequent as the
 * other.
 *
 * @param weights from 0 to 1,000 for each operation
 */
public record Mix(Map<Verb, Integer> weights) {

    /** Associations that come and go, some reading, a few widgets that come and go. */
    public static final Mix DEFAULT = parse("associate=40,dissociate=40,find=15,add=3,remove=2");

    private static final int HIGHEST = 1000;

    /**
     * Checks the weights.
     *
     * @throws IllegalArgumentException if one is out of its range, or none is above 0
     */
    public Mix {
        Map<Verb, Integer> sorted = new EnumMap<>(Verb.class);
        sorted.putAll(weights);
        sorted.values().removeIf(weight -> weight == 0);
        weights = Collections.unmodifiableMap(sorted);
        weights.forEach((verb, weight) -> {
            if (weight < 0 || weight > HIGHEST) {
                throw new IllegalArgumentException("The weight of " + verb.word()
                        + " is a whole number from 0 to " + HIGHEST + ", not " + weight + ".");
            }
        });
        if (weights.isEmpty()) {
            throw new IllegalArgumentException("No operation has a weight above 0.");
        }
    }

    /**
     * Reads a mix as people write it: {@code associate=40,find=60}.
     *
     * @throws IllegalArgumentException if it is not written like this
     */
    public static Mix parse(String text) {
        Map<Verb, Integer> weights = new EnumMap<>(Verb.class);
        for (String part : text.split(",", -1)) {
            String[] sides = part.strip().split("=", -1);
            if (sides.length != 2 || !sides[1].matches("\\d{1,9}")) {
                throw new IllegalArgumentException(
                        "A mix is written like associate=40,find=60, not '" + part + "'.");
            }
            if (weights.put(verb(sides[0]), Integer.parseInt(sides[1])) != null) {
                throw new IllegalArgumentException(
                        "'" + sides[0] + "' has two weights in '" + text + "'.");
            }
        }
        return new Mix(weights);
    }

    private static Verb verb(String word) {
        return Arrays.stream(Verb.values())
                .filter(verb -> verb.word().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The operations of a mix are associate, dissociate, find, add and remove, not '"
                                + word + "'."));
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return weights.entrySet().stream()
                .map(entry -> entry.getKey().word() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    /** Each operation as often as its weight says: any element is as good as another. */
    Verb[] table() {
        return weights.entrySet().stream()
                .flatMap(entry -> Collections.nCopies(entry.getValue(), entry.getKey()).stream())
                .toArray(Verb[]::new);
    }
}
