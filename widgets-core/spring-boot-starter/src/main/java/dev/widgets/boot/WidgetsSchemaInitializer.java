package dev.widgets.boot;

import dev.widgets.WidgetSchema;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;

/**
 * Migrates or validates the schema while the application starts. Beans that use the registry depend
 * on it; it depends on the migrations of the application.
 */
@DependsOnDatabaseInitialization
final class WidgetsSchemaInitializer implements InitializingBean {

    private final WidgetSchema schema;
    private final WidgetsProperties.Mode mode;

    WidgetsSchemaInitializer(WidgetSchema schema, WidgetsProperties.Mode mode) {
        this.schema = schema;
        this.mode = mode;
    }

    @Override
    public void afterPropertiesSet() {
        switch (mode) {
            case MIGRATE -> schema.migrate();
            case VALIDATE -> schema.validate();
            case NONE -> {}
        }
    }
}
