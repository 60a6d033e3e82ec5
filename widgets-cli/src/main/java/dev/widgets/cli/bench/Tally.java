package dev.widgets.cli.bench;

import dev.widgets.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * Collects the results of all clients; one thread reads them periodically. Recording never blocks,
 * and several sets of recorders reduce contention.
 */
final class Tally {

    private static final int MOST_STRIPES = 8;

    private final List<Map<Verb, Latencies>> stripes = new ArrayList<>();
    private final Map<Verb, Map<Outcome, LongAdder>> others = new EnumMap<>(Verb.class);
    private final Map<Outcome, String> examples = new ConcurrentHashMap<>();

    Tally(int clients) {
        int wanted = Math.min(2 * Runtime.getRuntime().availableProcessors(), MOST_STRIPES);
        for (int i = 0; i < Math.min(wanted, clients); i++) {
            Map<Verb, Latencies> stripe = new EnumMap<>(Verb.class);
            for (Verb verb : Verb.values()) {
                stripe.put(verb, new Latencies());
            }
            stripes.add(stripe);
        }
        for (Verb verb : Verb.values()) {
            Map<Outcome, LongAdder> counts = new EnumMap<>(Outcome.class);
            for (Outcome outcome : Outcome.values()) {
                counts.put(outcome, new LongAdder());
            }
            others.put(verb, counts);
        }
    }

    /** Records the end of an operation. */
    void record(int client, Verb verb, Outcome outcome, long nanos) {
        if (outcome == Outcome.DONE) {
            of(stripes.get(client % stripes.size()), verb).record(nanos);
        } else {
            of(of(others, verb), outcome).increment();
        }
    }

    private static <K, V> V of(Map<K, V> map, K key) {
        return Objects.requireNonNull(map.get(key));
    }

    /** Returns the outcome of an operation that ended by an exception. */
    Outcome outcome(Throwable thrown) {
        Throwable cause = Outcome.unwrap(thrown);
        Outcome outcome =
                cause instanceof RawTarget.RawException raw ? raw.outcome() : Outcome.of(cause);
        if (!examples.containsKey(outcome)) {
            example(outcome, String.valueOf(cause.getMessage()));
        }
        return outcome;
    }

    /** Returns whether something is wrong, so that a client should pause before it goes on. */
    static boolean isTrouble(Outcome outcome) {
        return outcome == Outcome.FAILED || outcome == Outcome.UNKNOWN;
    }

    /** Records an operation with a wrong answer. */
    Outcome wrong(String message) {
        example(Outcome.FAILED, message);
        return Outcome.FAILED;
    }

    /** Keeps the first line of the message; the driver appends the position in the SQL function. */
    private void example(Outcome outcome, String message) {
        examples.putIfAbsent(outcome, message.lines().findFirst().orElse(""));
    }

    /** Returns the first message of each outcome. */
    Map<Outcome, String> examples() {
        return examples;
    }

    /** Clears the messages. */
    void forgetExamples() {
        examples.clear();
    }

    /** Moves the results since the last call into totals. Not safe for concurrent use. */
    void takeInto(Totals totals) {
        totals.clear();
        for (Map<Verb, Latencies> stripe : stripes) {
            stripe.forEach((verb, latencies) -> totals.add(verb, latencies.take()));
        }
        others.forEach((verb, counts) -> counts.forEach(
                (outcome, count) -> totals.add(verb, outcome, count.sumThenReset())));
    }

    /** The latencies of one kind of operation for the clients of one stripe. */
    private static final class Latencies {

        private final Recorder recorder = Totals.recorder();
        private @Nullable Histogram spare;

        void record(long nanos) {
            long micros = TimeUnit.NANOSECONDS.toMicros(nanos);
            recorder.recordValue(Math.max(0, Math.min(micros, Totals.LONGEST_MICROS)));
        }

        Histogram take() {
            Histogram taken = recorder.getIntervalHistogram(spare);
            spare = taken;
            return taken;
        }
    }
}
