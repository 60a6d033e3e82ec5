package dev.widgets.cli.serve;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JsonGenerator;

/** The figures that the console shows: how many requests there were, and how long they took. */
final class ConsoleFigures {

    private static final int FIRST_REFUSAL = 400;
    private static final int FIRST_FAILURE = 500;
    private static final double MILLIS = 1_000;

    /** The responses of one function since the start. */
    private static final class Responses {

        private long done;
        private long refused;
        private long failed;

        /** For each bound the responses up to it and beyond the one before, then the rest. */
        private final long[] buckets = new long[Metrics.BOUNDS.size() + 1];

        private void add(int status, Timer timer) {
            HistogramSnapshot snapshot = timer.takeSnapshot();
            long below = 0;
            CountAtBucket[] counts = snapshot.histogramCounts();
            for (int i = 0; i < counts.length; i++) {
                long upTo = (long) counts[i].count();
                buckets[i] += upTo - below;
                below = upTo;
            }
            long all = Math.max(snapshot.count(), below);
            buckets[counts.length] += all - below;
            if (status < FIRST_REFUSAL) {
                done += all;
            } else if (status < FIRST_FAILURE) {
                refused += all;
            } else {
                failed += all;
            }
        }
    }

    private final Metrics metrics;

    ConsoleFigures(Metrics metrics) {
        this.metrics = metrics;
    }

    /** Returns the figures as JSON. */
    byte[] json() {
        Map<String, Responses> functions = new TreeMap<>();
        metrics.visit((function, status, timer) ->
                functions.computeIfAbsent(function, name -> new Responses()).add(status, timer));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = WidgetJson.generator(bytes)) {
            json.writeStartObject();
            json.writeNumberProperty(
                    "uptime", ManagementFactory.getRuntimeMXBean().getUptime() / MILLIS);
            json.writeNumberProperty("active", gauge("widgets.http.requests.active"));
            json.writeNumberProperty("queued", gauge("widgets.coalescing.queued"));
            json.writeNumberProperty("connections", gauge("widgets.http.connections"));
            json.writeArrayPropertyStart("bounds");
            for (Duration bound : Metrics.BOUNDS) {
                json.writeNumber(bound.toNanos() / (double) TimeUnit.SECONDS.toNanos(1));
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("functions");
            functions.forEach((name, responses) -> write(json, name, responses));
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, String name, Responses responses) {
        json.writeStartObject();
        json.writeStringProperty("function", name);
        json.writeNumberProperty("done", responses.done);
        json.writeNumberProperty("refused", responses.refused);
        json.writeNumberProperty("failed", responses.failed);
        json.writeArrayPropertyStart("buckets");
        Arrays.stream(responses.buckets).forEach(json::writeNumber);
        json.writeEndArray();
        json.writeEndObject();
    }

    private long gauge(String name) {
        Gauge gauge = metrics.registry().find(name).gauge();
        return gauge == null ? 0 : (long) gauge.value();
    }
}
