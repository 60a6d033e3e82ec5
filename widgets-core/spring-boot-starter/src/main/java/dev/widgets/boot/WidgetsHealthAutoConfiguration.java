package dev.widgets.boot;

import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Provides the health of the registry where {@code spring-boot-health} is present. */
@AutoConfiguration(after = WidgetsAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnSingleCandidate(DataSource.class)
public final class WidgetsHealthAutoConfiguration {

    /** Used by Spring. */
    WidgetsHealthAutoConfiguration() {}

    @Bean
    @ConditionalOnEnabledHealthIndicator("widgets")
    @ConditionalOnMissingBean(name = "widgetsHealthIndicator")
    HealthIndicator widgetsHealthIndicator(DataSource dataSource) {
        return new WidgetsHealthIndicator(dataSource);
    }
}
