package dev.widgets.boot;

import com.zaxxer.hikari.HikariDataSource;
import dev.widgets.CoalescingOptions;
import dev.widgets.TimeLimits;
import dev.widgets.WidgetCoalescer;
import dev.widgets.WidgetPool;
import dev.widgets.WidgetReplica;
import dev.widgets.WidgetRepository;
import dev.widgets.WidgetSchema;
import dev.widgets.WidgetTopology;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * Provides the registry in the database of the application. A bean of the application replaces the
 * bean of the same type here.
 */
@AutoConfiguration(after = DataSourceAutoConfiguration.class)
@ConditionalOnSingleCandidate(DataSource.class)
@EnableConfigurationProperties(WidgetsProperties.class)
@Import(DatabaseInitializationDependencyConfigurer.class)
public final class WidgetsAutoConfiguration {

    /** A migration may take long where the registry is large. */
    private static final TimeLimits MIGRATION = new TimeLimits(
            Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofHours(2));

    /** Used by Spring. */
    WidgetsAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    WidgetSchema widgetSchema(WidgetsProperties properties, DataSource dataSource) {
        WidgetsProperties.Schema schema = properties.schema();
        return WidgetSchema.over(schema.url() == null ? dataSource : owner(schema.url(), schema));
    }

    private static DataSource owner(String url, WidgetsProperties.Schema schema) {
        return WidgetPool.connections(url, login(schema.user(), schema.password()), MIGRATION);
    }

    private static Properties login(@Nullable String user, @Nullable String password) {
        Properties login = new Properties();
        if (user != null) {
            login.setProperty("user", user);
        }
        if (password != null) {
            login.setProperty("password", password);
        }
        return login;
    }

    @Bean
    @ConditionalOnMissingBean
    WidgetsSchemaInitializer widgetsSchemaInitializer(
            WidgetSchema schema, WidgetsProperties properties) {
        return new WidgetsSchemaInitializer(schema, properties.schema().mode());
    }

    @Bean
    @ConditionalOnMissingBean
    WidgetRepository widgetRepository(
            DataSource dataSource,
            WidgetsSchemaInitializer initialized,
            ObjectProvider<WidgetReplica> replica,
            ObjectProvider<RepositoryDecorator> decorators) {
        WidgetReplica replicated = replica.getIfAvailable();
        WidgetRepository widgets = replicated == null
                ? WidgetRepository.over(inTransactions(dataSource))
                : replicated.widgets();
        for (RepositoryDecorator decorator : decorators.orderedStream().toList()) {
            widgets = decorator.decorate(widgets);
        }
        return widgets;
    }

    /** Not a DataSource, which would take the place of the one of the application. */
    record StandbyPool(HikariDataSource connections) implements AutoCloseable {

        @Override
        public void close() {
            connections.close();
        }
    }

    @Bean
    @ConditionalOnMissingBean(WidgetReplica.class)
    @ConditionalOnProperty(prefix = "widgets.read", name = "url")
    StandbyPool widgetsStandbyPool(WidgetsProperties properties) {
        WidgetsProperties.Read read = properties.read();
        return new StandbyPool(WidgetPool.open(
                Objects.requireNonNull(read.url()),
                login(read.user(), read.password()),
                read.poolSize(),
                TimeLimits.DEFAULT));
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(prefix = "widgets.read", name = "url")
    WidgetReplica widgetReplica(
            DataSource dataSource, StandbyPool standby, WidgetsProperties properties) {
        return WidgetReplica.over(inTransactions(dataSource), standby.connections())
                .withPatience(properties.read().patience());
    }

    @Bean
    @ConditionalOnMissingBean
    WidgetTopology widgetTopology(DataSource dataSource, WidgetsSchemaInitializer initialized) {
        return WidgetTopology.over(inTransactions(dataSource));
    }

    private static DataSource inTransactions(DataSource dataSource) {
        return dataSource instanceof TransactionAwareDataSourceProxy
                ? dataSource
                : new TransactionAwareDataSourceProxy(dataSource);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(prefix = "widgets.coalescing", name = "enabled")
    CoalescingOptions coalescingOptions(
            WidgetsProperties properties, ObjectProvider<CoalescingOptions.Listener> listener) {
        return properties
                .coalescing()
                .options()
                .withListener(listener.getIfAvailable(() -> CoalescingOptions.Listener.NONE));
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(prefix = "widgets.coalescing", name = "enabled")
    WidgetCoalescer widgetCoalescer(
            DataSource dataSource,
            CoalescingOptions options,
            WidgetsSchemaInitializer initialized) {
        return WidgetCoalescer.open(dataSource, options);
    }
}
