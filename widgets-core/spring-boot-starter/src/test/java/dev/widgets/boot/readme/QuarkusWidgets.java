package dev.widgets.boot.readme;

import dev.widgets.WidgetRepository;
import dev.widgets.WidgetSchema;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import javax.sql.DataSource;

@ApplicationScoped
class QuarkusWidgets {
    @Produces
    @ApplicationScoped
    WidgetRepository widgets(DataSource dataSource) {
        return WidgetRepository.joining(dataSource);
    }

    void migrate(@Observes Startup event, DataSource dataSource) {
        WidgetSchema.over(dataSource).migrate();
    }
}
