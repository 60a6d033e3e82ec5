package dev.widgets;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The relative frequencies of the ports of seeded widgets: {@code P} with weight 2 is twice as
 * frequent as {@code PQ} with weight 1.
 *
 * @param weights the weight of each combination of ports, 0 to 1,000,000
 */
public record PortWeights(Map<Ports, Integer> weights) {

    /** All 19 combinations, with an average of two ports per widget. */
    public static final PortWeights DEFAULT = all(10, 10, 3);

    private static final int HIGHEST = 1_000_000;

    /**
     * Checks the weights.
     *
     * @throws IllegalArgumentException if a weight is below 0 or above 1,000,000, or no weight is
     *     above 0
     */
    public PortWeights {
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        weights.forEach((ports, weight) -> {
            if (weight < 0 || weight > HIGHEST) {
                throw new IllegalArgumentException("The weight of ports " + ports + " must be 0 to "
                        + HIGHEST + ", not " + weight + ".");
            }
        });
        if (weights.values().stream().allMatch(weight -> weight == 0)) {
            throw new IllegalArgumentException("At least one weight must be above 0.");
        }
    }

    /**
     * Returns the weights that a text such as {@code P=1,QQ=2,PRR=1} states.
     *
     * @throws IllegalArgumentException if the text has another form, or the same ports occur twice
     */
    public static PortWeights parse(String text) {
        Map<Ports, Integer> weights = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            String[] sides = part.split("=", -1);
            if (sides.length != 2 || !sides[1].strip().matches("\\d{1,9}")) {
                throw new IllegalArgumentException(
                        "Port weights must have the form P=1,QQ=2,PRR=1, unlike '" + part + "'.");
            }
            Ports ports;
            try {
                ports = Ports.parse(sides[0]);
            } catch (InvalidInputException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
            if (weights.put(ports, Integer.parseInt(sides[1].strip())) != null) {
                throw new IllegalArgumentException(
                        "Ports " + ports + " have two weights in '" + text + "'.");
            }
        }
        return new PortWeights(weights);
    }

    /** Returns the text that {@link #parse} reads. */
    @Override
    public String toString() {
        return weights.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    /** Returns the average number of ports per widget. */
    public double portsPerWidget() {
        double ports = 0;
        double all = 0;
        for (Map.Entry<Ports, Integer> entry : weights.entrySet()) {
            ports += entry.getKey().types().size() * (double) entry.getValue();
            all += entry.getValue();
        }
        return ports / all;
    }

    List<Ports> combinations() {
        return List.copyOf(weights.keySet());
    }

    /** Returns the cumulative weights of the combinations. */
    int[] sums() {
        int[] sums = new int[weights.size()];
        int sum = 0;
        int place = 0;
        for (Ports ports : combinations()) {
            sum += Objects.requireNonNull(weights.get(ports));
            sums[place++] = sum;
        }
        return sums;
    }

    private static PortWeights all(int one, int two, int three) {
        List<PortType> none = new ArrayList<>();
        Map<Ports, Integer> weights = new LinkedHashMap<>();
        int[] byLength = {0, one, two, three};
        extend(none, byLength, weights);
        return new PortWeights(weights);
    }

    private static void extend(List<PortType> types, int[] byLength, Map<Ports, Integer> weights) {
        if (!types.isEmpty()) {
            weights.put(new Ports(types), byLength[types.size()]);
        }
        if (types.size() + 1 < byLength.length) {
            for (PortType type : PortType.values()) {
                if (types.isEmpty() || type.compareTo(types.get(types.size() - 1)) >= 0) {
                    List<PortType> longer = new ArrayList<>(types);
                    longer.add(type);
                    extend(longer, byLength, weights);
                }
            }
        }
    }
}
