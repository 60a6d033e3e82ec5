package dev.widgets.cli.serve;

import com.zaxxer.hikari.HikariDataSource;
import dev.widgets.WidgetFunction;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The metrics of the service. */
final class Metrics implements AutoCloseable {

    private static final int LAST_STATUS = 600;
    private static final String NO_FUNCTION = "none";

    /** The upper bounds of the buckets of response times. */
    static final List<Duration> BOUNDS = List.of(
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
            Duration.ofSeconds(5));

    private static final Duration[] BUCKETS = BOUNDS.toArray(Duration[]::new);

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<WidgetFunction, AtomicReferenceArray<Timer>> timers =
            new EnumMap<>(WidgetFunction.class);
    private final Map<String, Counter> problems = new ConcurrentHashMap<>();
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final DistributionSummary batches = DistributionSummary.builder(
                    "widgets.coalescing.batch.size")
            .description("Operations per database call")
            .serviceLevelObjectives(1, 2, 4, 8, 16, 32, 64, 128, 256)
            .register(registry);
    private final Timer calls = Timer.builder("widgets.coalescing.calls")
            .description("Duration of a database call")
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
    private final AtomicReferenceArray<Timer> others = new AtomicReferenceArray<>(LAST_STATUS);

    Metrics() {
        for (WidgetFunction function : WidgetFunction.values()) {
            timers.put(function, new AtomicReferenceArray<>(LAST_STATUS));
        }
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    /** Records a response. */
    void answered(@Nullable WidgetFunction function, int status, long nanos) {
        AtomicReferenceArray<Timer> byStatus =
                function == null ? others : timers.getOrDefault(function, others);
        Timer timer = byStatus.get(status);
        if (timer == null) {
            timer = timer(function == null ? NO_FUNCTION : function.sqlName(), status);
            byStatus.set(status, timer);
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Receives the timers of responses. */
    @FunctionalInterface
    interface TimerVisitor {
        void visit(String function, int status, Timer timer);
    }

    /** Visits the timers of all functions and statuses that there were. */
    void visit(TimerVisitor visitor) {
        timers.forEach((function, byStatus) -> visit(function.sqlName(), byStatus, visitor));
        visit(NO_FUNCTION, others, visitor);
    }

    private static void visit(
            String function, AtomicReferenceArray<Timer> byStatus, TimerVisitor visitor) {
        for (int status = 0; status < LAST_STATUS; status++) {
            Timer timer = byStatus.get(status);
            if (timer != null) {
                visitor.visit(function, status, timer);
            }
        }
    }

    private Timer timer(String function, int status) {
        return Timer.builder("widgets.http.requests")
                .description("Response time by function and status")
                .tag("function", function)
                .tag("status", String.valueOf(status))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /** Counts an error response or a connection that was closed for being slow. */
    void problem(String code) {
        Counter counter = problems.get(code);
        if (counter == null) {
            counter = Counter.builder("widgets.http.problems")
                    .description("Error responses by code; cut counts slow connections that were"
                            + " closed")
                    .tag("code", code)
                    .register(registry);
            problems.put(code, counter);
        }
        counter.increment();
    }

    /** Records a database call of coalesced operations. */
    void sent(int operations, long nanos) {
        batches.record(operations);
        calls.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Registers the metrics of the pool, the queue, the connections and the JVM. */
    void bind(HikariDataSource pool, Supplier<Number> queued, Supplier<Number> connections) {
        pool.setMetricRegistry(registry);
        gauge("widgets.coalescing.queued", "Queued operations", queued);
        gauge("widgets.http.connections", "Client connections", connections);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    void gauge(String name, String description, Supplier<Number> value) {
        Gauge gauge = Gauge.builder(name, value)
                .description(description)
                .strongReference(true)
                .register(registry);
        gauge.getId();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
