package dev.widgets.cli.bench;

import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * Writes the result of a benchmark as one JSON object.
 *
 * @param json the output
 */
record BenchJson(JsonGenerator json) {

    private static final double MILLIS_A_SECOND = 1000;

    void write(BenchResult result) {
        Measurement measurement = result.measurement();
        json.writeStartObject();
        plan(measurement.plan());
        json.writeStringProperty("begun_at", measurement.begin().toString());
        json.writeNumberProperty("seconds", measurement.seconds());
        json.writeBooleanProperty("interrupted", measurement.interrupted());
        json.writeObjectPropertyStart("operations");
        result.rows().forEach(this::figures);
        json.writeEndObject();
        measurement.kept().ifPresent(kept -> {
            json.writeObjectPropertyStart("schedule");
            json.writeNumberProperty("due", kept.due());
            json.writeNumberProperty("unsent", kept.unsent());
            json.writeNumberProperty("waited", kept.waited());
            json.writeNumberProperty("late", kept.late());
            json.writeEndObject();
        });
        verification(result.verification());
        json.writeArrayPropertyStart("crossed");
        result.crossed().stream().map(Threshold::text).forEach(json::writeString);
        json.writeEndArray();
        json.writeArrayPropertyStart("messages");
        measurement.messages().forEach(json::writeString);
        json.writeEndArray();
        circumstances(result.circumstances());
        json.writeArrayPropertyStart("samples");
        measurement.samples().forEach(this::sample);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void plan(BenchPlan plan) {
        json.writeStringProperty("mode", plan.mode().name());
        json.writeStringProperty("mix", plan.mix().toString());
        json.writeNumberProperty("clients", plan.clients());
        plan.rate().ifPresent(rate -> json.writeNumberProperty("rate", rate));
        json.writeNumberProperty("connections", plan.wiring().connections());
        json.writeNumberProperty("lanes", plan.wiring().lanes());
        json.writeNumberProperty("batch", plan.wiring().batchSize());
        json.writeNumberProperty("widgets", plan.widgets());
        json.writeNumberProperty("hot", plan.hot());
        json.writeNumberProperty("seed", plan.seed());
        json.writeNumberProperty("warmup_seconds", plan.warmup().toMillis() / MILLIS_A_SECOND);
    }

    private void figures(Figures figures) {
        Latency latency = figures.latency();
        json.writeObjectPropertyStart(figures.name());
        json.writeNumberProperty("done", figures.done());
        json.writeNumberProperty("rate", figures.rate());
        json.writeNumberProperty("p50_ms", latency.p50());
        json.writeNumberProperty("p90_ms", latency.p90());
        json.writeNumberProperty("p99_ms", latency.p99());
        json.writeNumberProperty("p99_9_ms", latency.p999());
        json.writeNumberProperty("max_ms", latency.max());
        json.writeNumberProperty("refused", figures.refused());
        json.writeNumberProperty("errors", figures.failed());
        json.writeNumberProperty("unknown", figures.unknown());
        json.writeEndObject();
    }

    private void verification(Verification verification) {
        json.writeObjectPropertyStart("verified");
        json.writeStringProperty("state", verification.state().name().toLowerCase(Locale.ROOT));
        json.writeNumberProperty("violations", verification.violations());
        json.writeNumberProperty("differences", verification.differences());
        verification.message().ifPresent(message -> json.writeStringProperty("message", message));
        json.writeEndObject();
    }

    private void circumstances(Circumstances circumstances) {
        strings("software", circumstances.software());
        json.writeStringProperty("machine", circumstances.machine());
        json.writeStringProperty("server", circumstances.server());
        strings("settings", circumstances.settings());
    }

    private void strings(String name, Map<String, String> texts) {
        json.writeObjectPropertyStart(name);
        texts.forEach(json::writeStringProperty);
        json.writeEndObject();
    }

    private void sample(Sample sample) {
        json.writeStartObject();
        json.writeNumberProperty("second", sample.second());
        json.writeNumberProperty("rate", sample.rate());
        json.writeNumberProperty("p50_ms", sample.p50());
        json.writeNumberProperty("p99_ms", sample.p99());
        json.writeNumberProperty("max_ms", sample.max());
        json.writeEndObject();
    }
}
