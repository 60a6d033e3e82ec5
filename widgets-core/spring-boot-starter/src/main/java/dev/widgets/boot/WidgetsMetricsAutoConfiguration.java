package dev.widgets.boot;

import dev.widgets.CoalescingOptions;
import dev.widgets.WidgetCoalescer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Measures the operations where Micrometer is present and has a registry of meters. */
@AutoConfiguration(
        after = WidgetsAutoConfiguration.class,
        afterName =
                "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
public final class WidgetsMetricsAutoConfiguration {

    /** Used by Spring. */
    WidgetsMetricsAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    RepositoryDecorator widgetsRepositoryDecorator(MeterRegistry registry) {
        return widgets -> new MeteredWidgetRepository(widgets, registry);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(prefix = "widgets.coalescing", name = "enabled")
    CoalescingOptions.Listener widgetsCoalescingListener(MeterRegistry registry) {
        return new MeteredCoalescing(registry);
    }

    @Bean
    @ConditionalOnBean(WidgetCoalescer.class)
    @ConditionalOnMissingBean(name = "widgetsQueueMeter")
    MeterBinder widgetsQueueMeter(WidgetCoalescer coalescer) {
        return registry -> Gauge.builder(
                        "widgets.coalescing.queued", coalescer, WidgetCoalescer::queued)
                .description("Number of operations in the queue")
                .register(registry);
    }
}
