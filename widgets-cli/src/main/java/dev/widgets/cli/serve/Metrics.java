package dev.widgets.cli.serve;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is measured. */
final class Metrics {

    private static final int LAST_STATUS = 600;

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<ApiFunction, AtomicReferenceArray<Timer>> timers =
            new EnumMap<>(ApiFunction.class);
    private final AtomicReferenceArray<Timer> others = new AtomicReferenceArray<>(LAST_STATUS);

    Metrics() {
        for (ApiFunction function : ApiFunction.values()) {
            timers.put(function, new AtomicReferenceArray<>(LAST_STATUS));
        }
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    /** A request was answered. */
    void answered(@Nullable ApiFunction function, int status, long nanos) {
        AtomicReferenceArray<Timer> byStatus =
                function == null ? others : timers.getOrDefault(function, others);
        Timer timer = byStatus.get(status);
        if (timer == null) {
            timer = timer(function == null ? "none" : function.sqlName(), status);
            byStatus.set(status, timer);
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(String function, int status) {
        return Timer.builder("widgets.http.requests")
                .description("Time to answer, by function and status")
                .tag("function", function)
                .tag("status", String.valueOf(status))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    void gauge(String name, String description, Supplier<Number> value) {
        Gauge gauge = Gauge.builder(name, value)
                .description(description)
                .strongReference(true)
                .register(registry);
        gauge.getId();
    }
}
