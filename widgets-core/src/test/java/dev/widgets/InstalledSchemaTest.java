package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.widgets.InstalledSchema.Visibility;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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
    void a_coalescer_refuses_a_table_that_citus_distributes() throws SQLException {
        String name = TestDatabase.createMigrated();
        TestServer server = TestServer.get();
        DataSource dataSource = server.dataSource(name, server.user(), server.password());
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                WidgetCoalescer before = WidgetCoalescer.open(dataSource)) {
            statement.execute(CitusStandIn.INSTALL);
            before.add("W-1", "pump", Ports.parse("P")).join();
            statement.execute(CitusStandIn.DISTRIBUTE);
            try (WidgetCoalescer coalescer = WidgetCoalescer.open(dataSource)) {
                for (CompletableFuture<?> refused :
                        List.of(coalescer.remove("W-1"), coalescer.find("W-1"))) {
                    assertThat(refused)
                            .failsWithin(Duration.ofSeconds(20))
                            .withThrowableOfType(ExecutionException.class)
                            .havingCause()
                            .isInstanceOf(SchemaException.class)
                            .withMessage(CitusStandIn.SENTENCE);
                }
                assertThatExceptionOfType(SchemaException.class)
                        .isThrownBy(() -> coalescer.blocking().remove("W-1"));
            }
            assertSavepointsInsteadOfBatches(dataSource);
            assertThatExceptionOfType(SchemaException.class)
                    .isThrownBy(() -> WidgetHistory.over(dataSource).enable(Duration.ZERO))
                    .withMessage(CitusStandIn.sentence("the history"));
            // a coalescer asks once, not for each batch
            assertThat(before.find("W-1").join()).isPresent();
            before.remove("W-1").join();
        }
        assertFunctionsAreAdapted(dataSource);
        server.execute("drop database " + name + " with (force)");
    }

    /** {@code apply}, which transactions of hosts use elsewhere, does not work without this. */
    private static void assertSavepointsInsteadOfBatches(DataSource dataSource)
            throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("alter function widgets_store.forbidden rename to gone");
            WidgetRepository widgets = WidgetRepository.over(connection);
            widgets.rename("W-1", "valve");
            assertThatExceptionOfType(NoSuchWidgetException.class)
                    .isThrownBy(() -> widgets.remove("W-2"));
            assertThat(widgets.find("W-1").orElseThrow().name()).isEqualTo("valve");
            connection.rollback();
        }
    }

    private static void assertFunctionsAreAdapted(DataSource dataSource) throws SQLException {
        CitusFunctions.over(dataSource).adapt();
        WidgetSchema schema = WidgetSchema.over(dataSource);
        assertThat(schema.repair()).isEmpty();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            InstalledSchema.refuseUnadapted(connection);
            statement.execute("update widgets_store.schema_history set checksum = checksum + 1"
                    + " where version is null");
            assertThat(schema.migrate()).isPositive();
            InstalledSchema.refuseUnadapted(connection);
            statement.execute("delete from pg_catalog.pg_dist_partition");
            assertThat(schema.repair())
                    .as("the functions and views with lines for Citus")
                    .containsExactly(
                            "widgets.associate_widgets(text,text,widgets.port_type)",
                            "widgets.get_widget(text)",
                            "widgets.remove_association(text,text,widgets.port_type)",
                            "widgets.remove_widget(text)",
                            "widgets.rename_widget(text,text)",
                            "widgets.widgets",
                            "widgets_admin.apply(text,text[],text[],integer[],integer[],text[],text[])",
                            "widgets_admin.find_widgets(text,text[])",
                            "widgets_store.apply_in_turn(text,text[],text[],integer[],integer[],text[],"
                                    + "text[],text[],text[],anyarray,integer)",
                            "widgets_store.insert_widgets(text[],text[],integer[],text[],text[])",
                            "widgets_store.neighbours(text[],text[])");
            assertThat(CitusFunctions.areInForce(connection)).isFalse();
        }
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
