package dev.widgets.boot.readme;

import dev.widgets.WidgetRepository;
import dev.widgets.WidgetSchema;
import io.micronaut.context.annotation.Factory;
import io.micronaut.jdbc.DataSourceResolver;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

@Factory
class MicronautWidgets {
    @Singleton
    WidgetRepository widgets(DataSource dataSource, DataSourceResolver pools) {
        WidgetSchema.over(pools.resolve(dataSource)).migrate();
        return WidgetRepository.joining(dataSource);
    }
}
