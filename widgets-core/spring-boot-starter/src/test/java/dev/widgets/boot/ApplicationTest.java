package dev.widgets.boot;

import dev.widgets.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** An application on an empty database of PostgreSQL. */
abstract class ApplicationTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.withoutSchema();

    /** The application, with nothing but the starter and what Spring Boot configures. */
    final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    FlywayAutoConfiguration.class,
                    MetricsAutoConfiguration.class,
                    SimpleMetricsExportAutoConfiguration.class,
                    CompositeMeterRegistryAutoConfiguration.class,
                    WidgetsAutoConfiguration.class,
                    WidgetsHealthAutoConfiguration.class,
                    WidgetsMetricsAutoConfiguration.class))
            .withPropertyValues("spring.flyway.locations=classpath:application/migrations");

    @BeforeEach
    void empty() throws SQLException {
        database.execute("""
                drop schema if exists widgets, widgets_admin, widgets_store cascade;
                drop table if exists jobs, flyway_schema_history""");
    }

    ApplicationContextRunner application() {
        return application.withPropertyValues(
                "spring.datasource.url=" + database.url(),
                "spring.datasource.username=" + database.user(),
                "spring.datasource.password=" + database.password());
    }
}
