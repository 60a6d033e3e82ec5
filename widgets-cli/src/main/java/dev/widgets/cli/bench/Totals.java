package dev.widgets.cli.bench;

import dev.widgets.Outcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** The number of operations by outcome, and the latencies in microseconds of those done. */
final class Totals {

    /** Longer latencies are recorded as this value. */
    static final long LONGEST_MICROS = 3_600_000_000L;

    private static final int DIGITS = 3;

    private final Map<Verb, Histogram> latencies = new EnumMap<>(Verb.class);
    private final Map<Verb, Map<Outcome, Long>> others = new EnumMap<>(Verb.class);

    Totals() {
        for (Verb verb : Verb.values()) {
            latencies.put(verb, histogram());
            others.put(verb, new EnumMap<>(Outcome.class));
        }
    }

    static Histogram histogram() {
        return new Histogram(LONGEST_MICROS, DIGITS);
    }

    static Recorder recorder() {
        return new Recorder(LONGEST_MICROS, DIGITS);
    }

    void clear() {
        latencies.values().forEach(Histogram::reset);
        others.values().forEach(Map::clear);
    }

    void add(Totals other) {
        other.latencies.forEach(this::add);
        other.others.forEach(
                (verb, counts) -> counts.forEach((outcome, count) -> add(verb, outcome, count)));
    }

    void add(Verb verb, Histogram done) {
        if (done.getTotalCount() > 0) {
            latency(verb).add(done);
        }
    }

    void add(Verb verb, Outcome outcome, long count) {
        counts(verb).merge(outcome, count, Long::sum);
    }

    Histogram latency(Verb verb) {
        return Objects.requireNonNull(latencies.get(verb));
    }

    private Map<Outcome, Long> counts(Verb verb) {
        return Objects.requireNonNull(others.get(verb));
    }

    /** Returns the latencies of all operations. */
    Histogram latency() {
        Histogram all = histogram();
        for (Histogram one : latencies.values()) {
            if (one.getTotalCount() > 0) {
                all.add(one);
            }
        }
        return all;
    }

    long done() {
        return latencies.values().stream().mapToLong(Histogram::getTotalCount).sum();
    }

    /**
     * Returns the number with an outcome other than done; operations that were done are in the
     * latencies.
     */
    long count(Verb verb, Outcome outcome) {
        return counts(verb).getOrDefault(outcome, 0L);
    }

    long count(Outcome outcome) {
        return others.values().stream()
                .mapToLong(counts -> counts.getOrDefault(outcome, 0L))
                .sum();
    }
}
