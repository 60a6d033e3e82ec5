package dev.widgets.cli.bench;

import dev.widgets.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** Collects the results of the clients periodically and creates a measurement from them. */
final class Measuring {

    private static final double NANOS_A_SECOND = 1e9;

    private final BenchPlan plan;
    private final Tally tally;
    private final BenchProgress.Listener listener;
    private final Timeline timeline;
    private final Totals interval = new Totals();
    private final Totals totals = new Totals();
    private final Map<Verb, Long> doneInTime = new EnumMap<>(Verb.class);
    private Instant begin = Instant.EPOCH;
    private boolean counting;
    private long beginNanos;
    private long last;
    private double seconds;

    Measuring(BenchPlan plan, Tally tally, BenchProgress.Listener listener) {
        this.plan = plan;
        this.tally = tally;
        this.listener = listener;
        timeline = new Timeline(plan.duration());
        last = System.nanoTime();
    }

    long tickMillis() {
        return timeline.tickMillis();
    }

    /** Starts counting. */
    void begin(long now) {
        tally.takeInto(interval);
        tally.forgetExamples();
        timeline.begin(now);
        begin = Instant.now();
        beginNanos = now;
        last = now;
        counting = true;
    }

    /** Collects the results of one tick. */
    void tick(long now, double secondsLeft) {
        double length = (now - last) / NANOS_A_SECOND;
        Histogram latency = take(now);
        listener.tick(new BenchProgress(
                !counting,
                Math.max(0, secondsLeft),
                latency.getTotalCount() / length,
                Latency.at(latency, 50),
                Latency.at(latency, 99),
                totals.count(Outcome.REFUSED),
                totals.count(Outcome.FAILED),
                totals.count(Outcome.UNKNOWN)));
    }

    /** Ends the measurement. Operations that end later count for latencies, but not for rates. */
    void end(long now) {
        take(now);
        for (Verb verb : Verb.values()) {
            doneInTime.put(verb, totals.latency(verb).getTotalCount());
        }
        seconds = (now - beginNanos) / NANOS_A_SECOND;
    }

    /** Collects the operations that ended after the measurement. */
    void drained() {
        tally.takeInto(interval);
        totals.add(interval);
    }

    /** Returns the latencies of the operations done since the last call. */
    private Histogram take(long now) {
        tally.takeInto(interval);
        Histogram latency = interval.latency();
        if (counting) {
            totals.add(interval);
            timeline.add(now, latency);
        }
        last = now;
        return latency;
    }

    Measurement measurement(boolean interrupted, Pace.Kept kept) {
        List<Figures> verbs = new ArrayList<>();
        List<Curve> curves = new ArrayList<>();
        curves.add(Curve.of(Figures.ALL, totals.latency()));
        long done = 0;
        for (Verb verb : Verb.values()) {
            long inTime = doneInTime.getOrDefault(verb, 0L);
            done += inTime;
            Figures figures = Figures.of(verb, totals, inTime / seconds);
            if (!figures.isEmpty()) {
                verbs.add(figures);
                curves.add(Curve.of(verb.word(), totals.latency(verb)));
            }
        }
        return new Measurement(
                plan,
                begin,
                seconds,
                interrupted,
                Figures.of(totals, done / seconds),
                verbs,
                timeline.samples(),
                curves,
                plan.rate().isEmpty() ? Optional.empty() : Optional.of(kept),
                messages());
    }

    private static String label(Outcome outcome) {
        return outcome == Outcome.FAILED ? "error" : outcome.name().toLowerCase(Locale.ROOT);
    }

    private List<String> messages() {
        List<String> messages = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            String message = tally.examples().get(outcome);
            if (message != null) {
                messages.add(label(outcome) + ": " + message);
            }
        }
        return messages;
    }
}
