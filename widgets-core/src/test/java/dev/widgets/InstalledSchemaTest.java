package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.widgets.InstalledSchema.Visibility;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a user may see of the installed schema. */
@Tag("matrix")
class InstalledSchemaTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.withoutSchema();

    private final WidgetSchema schema = WidgetSchema.over(database.dataSource());

    @BeforeEach
    void nothing() throws SQLException {
        database.dropSchemas();
    }

    @Test
    void the_installed_schema_is_read_as_far_as_the_user_may_see_it() throws SQLException {
        Visibility absent = Visibility.ABSENT;
        Visibility visible = Visibility.VISIBLE;
        Visibility hidden = Visibility.HIDDEN;
        assertThat(installed(database.dataSource()))
                .isEqualTo(new InstalledSchema(absent, 0, absent));
        schema.migrate();
        assertThat(installed(database.dataSource()))
                .isEqualTo(new InstalledSchema(visible, WidgetSchema.RELEASE, visible));
        database.execute("drop role if exists schema_reader");
        database.execute("create role schema_reader login password 'x'");
        DataSource reader = database.dataSource("schema_reader", "x");
        assertThat(installed(reader)).isEqualTo(new InstalledSchema(hidden, 0, hidden));
        assertThatExceptionOfType(FailedException.class)
                .isThrownBy(() -> WidgetSchema.over(reader).validate())
                .withMessageContaining("widgets_app");
        database.execute("grant usage on schema widgets_admin to schema_reader;"
                + " grant execute on function widgets_admin.release() to schema_reader");
        assertThat(installed(reader))
                .isEqualTo(new InstalledSchema(visible, WidgetSchema.RELEASE, hidden));
        WidgetSchema.over(reader).validate();
        database.execute("drop owned by schema_reader; drop role schema_reader");
    }

    /** A table stands in for Citus, see {@link CitusStandIn}. */
    @Test
    void what_does_not_work_is_refused_on_a_table_that_citus_distributes() throws SQLException {
        String name = TestDatabase.createMigrated();
        TestServer server = TestServer.get();
        DataSource dataSource = server.dataSource(name, server.user(), server.password());
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(CitusStandIn.INSTALL);
            assertThat(InstalledSchema.isDistributed(connection)).isFalse();
            statement.execute(CitusStandIn.DISTRIBUTE);
            assertThat(InstalledSchema.isDistributed(connection)).isTrue();
        }
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> WidgetHistory.over(dataSource).enable(Duration.ZERO))
                .withMessage(CitusStandIn.sentence("the history"));
        server.execute("drop database " + name + " with (force)");
    }

    private static InstalledSchema installed(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return InstalledSchema.read(connection);
        }
    }

    @Test
    void a_library_without_the_schema_says_what_to_do() {
        assertThatExceptionOfType(FailedException.class)
                .isThrownBy(() -> WidgetRepository.over(database.dataSource()).remove("a"))
                .withMessageContaining("widgets migrate");
    }
}
