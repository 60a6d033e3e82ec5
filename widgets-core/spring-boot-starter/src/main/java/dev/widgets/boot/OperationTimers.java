package dev.widgets.boot;

import dev.widgets.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The timers of one kind of operation, one for each outcome. */
final class OperationTimers {

    private final Map<Outcome, Timer> timers = new EnumMap<>(Outcome.class);

    /**
     * Registers the timers.
     *
     * @param name the name of the meters
     * @param description what they measure
     * @param operation the kind of operation
     */
    OperationTimers(String name, String description, String operation, MeterRegistry registry) {
        for (Outcome outcome : Outcome.values()) {
            timers.put(
                    outcome,
                    Timer.builder(name)
                            .description(description)
                            .tag("operation", operation)
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    Timer of(Outcome outcome) {
        return Objects.requireNonNull(timers.get(outcome));
    }
}
