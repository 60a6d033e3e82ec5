package dev.widgets.cli.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Combines the ticks of a run into at most about 200 samples. */
final class Timeline {

    private static final int MOST_SAMPLES = 200;
    private static final long SHORTEST_TICK = 100;
    private static final long LONGEST_TICK = 500;
    private static final double NANOS_A_SECOND = 1e9;

    private final Duration duration;
    private final List<Sample> samples = new ArrayList<>();
    private final Histogram gathered = Totals.histogram();
    private long begin;
    private long lastSample;

    Timeline(Duration duration) {
        this.duration = duration;
    }

    /** Returns the length of a tick. */
    long tickMillis() {
        long wanted = duration.toMillis() / 40;
        return Math.max(SHORTEST_TICK, Math.min(wanted, LONGEST_TICK));
    }

    void begin(long now) {
        begin = now;
        lastSample = now;
    }

    void add(long now, Histogram micros) {
        gathered.add(micros);
        double length = (now - lastSample) / NANOS_A_SECOND;
        double least =
                Math.max(duration.toNanos() / NANOS_A_SECOND / MOST_SAMPLES, tickMillis() / 2000.0);
        if (length >= least) {
            samples.add(Sample.of((now - begin) / NANOS_A_SECOND, length, gathered));
            gathered.reset();
            lastSample = now;
        }
    }

    List<Sample> samples() {
        return List.copyOf(samples);
    }
}
