package dev.widgets;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * How often seeded widgets have which ports: {@code P} with weight 2 is twice as frequent as
 * {@code PQ} with weight 1.
 *
 * @param weights the weight of each combination of ports, from 0 to a million
 */
public record PortWeights(Map<Ports, Integer> weights) {

    /** All 19 combinations, two ports a widget on average. */
    public static final PortWeights DEFAULT = all(10, 10, 3);

    private static final int HIGHEST = 1_000_000;

    /**
     * Checks the weights.
     *
     * @throws IllegalArgumentException if one is below 0 or above a million, or none is above 0
     */
    public PortWeights {
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        weights.forEach((ports, weight) -> {
            if (weight < 0 || weight > HIGHEST) {
                throw new IllegalArgumentException("The weight of ports " + ports
                        + " is a whole number from 0 to " + HIGHEST + ", not " + weight + ".");
            }
        });
        if (weights.values().stream().allMatch(weight -> weight == 0)) {
            throw new IllegalArgumentException("No ports have a weight above 0.");
        }
    }

    /**
     * Reads weights as people write them: {@code P=1,QQ=2,PRR=1}.
     *
     * @throws IllegalArgumentException if it is not written like this, or ports occur twice
     */
    public static PortWeights parse(String text) {
        Map<Ports, Integer> weights = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            String[] sides = part.split("=", -1);
            if (sides.length != 2 || !sides[1].strip().matches("\\d{1,9}")) {
                throw new IllegalArgumentException(
                        "Port weights are written like P=1,QQ=2,PRR=1, not '" + part + "'.");
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

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return weights.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    /** The average number of ports of a widget. */
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

    /** The sums of the weights of the first combination, the first two, and so on. */
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
