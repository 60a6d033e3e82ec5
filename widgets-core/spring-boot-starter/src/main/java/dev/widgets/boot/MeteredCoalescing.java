package dev.widgets.boot;

import dev.widgets.CoalescingOptions;
import dev.widgets.Outcome;
import dev.widgets.WidgetFunction;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Counts and times the database calls of a coalescer and each operation in them. */
final class MeteredCoalescing implements CoalescingOptions.Listener {

    private static final Map<WidgetFunction, String> NAMES = Map.of(
            WidgetFunction.ADD_WIDGET, "add",
            WidgetFunction.REMOVE_WIDGET, "remove",
            WidgetFunction.RENAME_WIDGET, "rename",
            WidgetFunction.ASSOCIATE_WIDGETS, "associate",
            WidgetFunction.REMOVE_ASSOCIATION, "dissociate",
            WidgetFunction.GET_WIDGET, "find");

    private final DistributionSummary sizes;
    private final Timer calls;
    private final Map<WidgetFunction, OperationTimers> operations =
            new EnumMap<>(WidgetFunction.class);

    MeteredCoalescing(MeterRegistry registry) {
        sizes = DistributionSummary.builder("widgets.coalescing.batch.size")
                .description("Number of operations in a database call")
                .register(registry);
        calls = Timer.builder("widgets.coalescing.calls")
                .description("Database calls, including the wait for a connection")
                .register(registry);
        NAMES.forEach((function, name) -> operations.put(
                function,
                new OperationTimers(
                        "widgets.coalescing.operations",
                        "Operations of the coalescer, including the wait in the queue",
                        name,
                        registry)));
    }

    @Override
    public void sent(int count, long nanos) {
        sizes.record(count);
        calls.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void ended(WidgetFunction function, Outcome outcome, long nanos) {
        OperationTimers timers = operations.get(function);
        if (timers != null) {
            timers.of(outcome).record(nanos, TimeUnit.NANOSECONDS);
        }
    }
}
