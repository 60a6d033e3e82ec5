package dev.widgets.boot.readme;

import dev.widgets.WidgetRepository;
import dev.widgets.WidgetSchema;
import javax.sql.DataSource;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

@Configuration
class WidgetsConfiguration {
    @Bean
    @DependsOnDatabaseInitialization // after the migrations of the application
    WidgetRepository widgets(DataSource dataSource) {
        WidgetSchema.over(dataSource).migrate();
        return WidgetRepository.over(new TransactionAwareDataSourceProxy(dataSource));
    }
}
