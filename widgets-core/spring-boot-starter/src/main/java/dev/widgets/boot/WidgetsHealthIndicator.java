package dev.widgets.boot;

import dev.widgets.InstalledSchema;
import dev.widgets.WidgetSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Up while the database answers and has a schema that the library can work on. A read-only database
 * is up, because reads work; the details say that it is read-only.
 */
final class WidgetsHealthIndicator extends AbstractHealthIndicator {

    private final DataSource dataSource;

    WidgetsHealthIndicator(DataSource dataSource) {
        super("The health check of the registry of widgets failed");
        this.dataSource = dataSource;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            InstalledSchema schema = InstalledSchema.read(connection);
            health.withDetail("libraryRelease", WidgetSchema.RELEASE)
                    .withDetail("readOnly", isReadOnly(connection));
            switch (schema.functions()) {
                case ABSENT -> health.down().withDetail("schema", "not installed");
                case HIDDEN ->
                    health.down()
                            .withDetail(
                                    "schema",
                                    "not accessible: grant the role widgets_app to the user");
                case VISIBLE ->
                    health.status(schema.release() < WidgetSchema.RELEASE ? "DOWN" : "UP")
                            .withDetail("schemaRelease", schema.release());
            }
        }
    }

    private static boolean isReadOnly(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show transaction_read_only")) {
            return row.next() && row.getString(1).equals("on");
        }
    }
}
