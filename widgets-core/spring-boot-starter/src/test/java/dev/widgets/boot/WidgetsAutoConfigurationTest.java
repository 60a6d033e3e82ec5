package dev.widgets.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.widgets.CoalescingOptions;
import dev.widgets.DuplicateSerialNumberException;
import dev.widgets.FailedException;
import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.SchemaException;
import dev.widgets.WidgetCoalescer;
import dev.widgets.WidgetReplica;
import dev.widgets.WidgetRepository;
import dev.widgets.WidgetSchema;
import dev.widgets.WidgetTopology;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class WidgetsAutoConfigurationTest extends ApplicationTest {

    private static final Ports P = Ports.of(PortType.P);

    @Test
    void operations_join_the_transactions_of_the_application() {
        application().run(context -> {
            WidgetRepository widgets = context.getBean(WidgetRepository.class);
            JdbcTemplate jdbc = new JdbcTemplate(context.getBean(DataSource.class));
            TransactionTemplate transactions =
                    new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
            for (boolean commit : new boolean[] {false, true}) {
                transactions.executeWithoutResult(status -> {
                    jdbc.update("insert into jobs values ('job')");
                    widgets.add("a", "", P);
                    widgets.add("b", "", P);
                    widgets.associate("a", "b", PortType.P);
                    assertThat(context.getBean(WidgetTopology.class)
                                    .component("a", 10)
                                    .widgets())
                            .isEqualTo(2);
                    if (!commit) {
                        status.setRollbackOnly();
                    }
                });
                int expected = commit ? 1 : 0;
                assertThat(database.query("select count(*) from jobs"))
                        .containsExactly("" + expected);
                assertThat(widgets.count().widgets()).isEqualTo(2L * expected);
            }
        });
    }

    @Test
    void reads_outside_of_transactions_are_done_by_the_pool_of_standbys() {
        application()
                .withPropertyValues(
                        "widgets.read.url=" + database.url() + "?ApplicationName=reads",
                        "widgets.read.user=" + database.user(),
                        "widgets.read.password=" + database.password(),
                        "widgets.read.pool-size=2")
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(DataSource.class);
                    WidgetRepository widgets = context.getBean(WidgetRepository.class);
                    widgets.add("a", "", P);
                    String reading = "select count(*) from pg_stat_activity"
                            + " where application_name = 'reads' and query like '%widgets.widgets%'";
                    assertThat(database.query(reading)).containsExactly("0");
                    assertThat(widgets.find("a")).isPresent();
                    assertThat(database.query(reading)).containsExactly("1");
                    assertThat(context.getBean(WidgetReplica.class)
                                    .readingOwnWrites()
                                    .count()
                                    .widgets())
                            .isEqualTo(1);
                });
    }

    @Test
    void the_schema_comes_after_the_migrations_of_the_application_and_is_no_bean_of_flyway() {
        for (int start = 0; start < 2; start++) {
            application().run(context -> {
                assertThat(context).hasNotFailed().hasSingleBean(Flyway.class);
                assertThat(context.getBean(Flyway.class).info().applied()).hasSize(1);
                context.getBean(WidgetSchema.class).validate();
            });
        }
    }

    @Test
    void validate_stops_an_application_without_the_schema_and_none_does_not() {
        application()
                .withPropertyValues("widgets.schema.mode=validate")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasRootCauseInstanceOf(SchemaException.class)
                        .rootCause()
                        .hasMessageContaining("There is no schema of widgets"));
        application().withPropertyValues("widgets.schema.mode=none").run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(database.query("select to_regnamespace('widgets')")).containsExactly("null");
        });
    }

    @Test
    void the_schema_has_an_owner_with_a_login_of_its_own() throws SQLException {
        database.execute("""
                drop role if exists registry_owner, registry_user;
                create role registry_owner login password 'of the owner';
                create role registry_user login password 'of the user';
                create table jobs (title text);
                do $$ begin
                  execute 'grant create on database ' || current_database() || ' to registry_owner';
                end $$""");
        ApplicationContextRunner restricted = application.withPropertyValues(
                "spring.flyway.enabled=false",
                "spring.datasource.url=" + database.url(),
                "spring.datasource.username=registry_user",
                "spring.datasource.password=of the user");
        restricted.run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("permission denied for database"));
        restricted
                .withPropertyValues(
                        "widgets.schema.url=" + database.url(),
                        "widgets.schema.user=registry_owner",
                        "widgets.schema.password=of the owner")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(WidgetsProperties.class).toString())
                            .doesNotContain("of the owner");
                    WidgetRepository widgets = context.getBean(WidgetRepository.class);
                    assertThat(refusal(() -> widgets.add("a", "", P)))
                            .isInstanceOf(FailedException.class)
                            .hasMessageContaining("Grant the role widgets_app");
                    database.execute("""
                            grant usage on schema widgets to registry_user;
                            grant execute on all functions in schema widgets to registry_user""");
                    widgets.add("a", "", P);
                });
        assertThat(database.query(
                        "select nspowner::regrole from pg_namespace where nspname = 'widgets'"))
                .containsExactly("registry_owner");
    }

    private static Throwable refusal(Runnable operation) {
        return catchThrowable(operation::run);
    }

    @Test
    void beans_of_the_application_replace_those_of_the_starter() {
        WidgetRepository mine = WidgetRepository.inMemory();
        application()
                .withBean("mine", WidgetRepository.class, () -> mine)
                .withBean(WidgetSchema.class, () -> WidgetSchema.over(database.dataSource()))
                .run(context ->
                        assertThat(context.getBean(WidgetRepository.class)).isSameAs(mine));
    }

    @Test
    void an_application_with_no_or_several_data_sources_starts_without_a_registry() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(WidgetsAutoConfiguration.class))
                .run(context ->
                        assertThat(context).hasNotFailed().doesNotHaveBean(WidgetRepository.class));
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        WidgetsAutoConfiguration.class, WidgetsHealthAutoConfiguration.class))
                .withBean("one", DataSource.class, database::dataSource)
                .withBean("other", DataSource.class, database::dataSource)
                .run(context ->
                        assertThat(context).hasNotFailed().doesNotHaveBean(WidgetRepository.class));
    }

    @Test
    void a_coalescer_is_there_where_it_is_wanted_and_joins_no_transaction() {
        application().run(context -> assertThat(context).doesNotHaveBean(WidgetCoalescer.class));
        application()
                .withPropertyValues(
                        "widgets.coalescing.enabled=true",
                        "widgets.coalescing.lanes=1",
                        "widgets.coalescing.batch-size=16",
                        "widgets.coalescing.next-lane-at=8",
                        "widgets.coalescing.queue-length=32")
                .run(context -> {
                    CoalescingOptions options = context.getBean(CoalescingOptions.class);
                    assertThat(options)
                            .extracting(
                                    CoalescingOptions::lanes,
                                    CoalescingOptions::batchSize,
                                    CoalescingOptions::nextLaneAt,
                                    CoalescingOptions::queueLength)
                            .containsExactly(1, 16, 8, 32);
                    WidgetCoalescer coalescer = context.getBean(WidgetCoalescer.class);
                    new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                            .executeWithoutResult(status -> {
                                coalescer.add("a", "", P).join();
                                status.setRollbackOnly();
                            });
                    assertThat(refusal(() ->
                                    context.getBean(WidgetRepository.class).add("a", "", P)))
                            .isInstanceOf(DuplicateSerialNumberException.class);
                });
    }

    @Test
    void every_property_is_described_for_the_editor() throws Exception {
        try (var metadata =
                getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            assertThat(metadata).isNotNull();
            String json = new String(metadata.readAllBytes(), StandardCharsets.UTF_8);
            Map.of(
                            "widgets.schema.mode", "after the application's",
                            "widgets.schema.url", "JDBC URL",
                            "widgets.schema.user", "Login",
                            "widgets.schema.password", "Password",
                            "widgets.coalescing.enabled", "join a transaction",
                            "widgets.coalescing.lanes", "1 to 64",
                            "widgets.coalescing.batch-size", "10,000",
                            "widgets.coalescing.next-lane-at", "another lane",
                            "widgets.coalescing.queue-length", "queue")
                    .forEach((name, description) -> assertThat(json)
                            .containsPattern("\"name\": \"" + name
                                    + "\",\\s*\"type\": \"[^\"]*\",\\s*\"description\": \"[^\"]*"
                                    + "(?i:" + description + ")"));
        }
    }
}
