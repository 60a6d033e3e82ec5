package dev.widgets.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.WidgetCoalescer;
import dev.widgets.WidgetRepository;
import dev.widgets.WidgetSchema;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;

/** The health and the meters of the registry, and applications that have neither. */
class WidgetsActuatorTest extends ApplicationTest {

    private static final Ports P = Ports.of(PortType.P);

    @Test
    void the_registry_is_up_with_its_schema_and_down_without() {
        application().run(context -> {
            HealthIndicator indicator = context.getBean(HealthIndicator.class);
            Health up = health(indicator);
            assertThat(up.getStatus()).isEqualTo(Status.UP);
            assertThat(up.getDetails())
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "libraryRelease", WidgetSchema.RELEASE,
                            "schemaRelease", WidgetSchema.RELEASE,
                            "readOnly", false));
            empty();
            Health down = health(indicator);
            assertThat(down.getStatus()).isEqualTo(Status.DOWN);
            assertThat(down.getDetails()).containsEntry("schema", "not installed");
        });
    }

    private static Health health(HealthIndicator indicator) {
        Health health = indicator.health(true);
        assertThat(health).isNotNull();
        return health;
    }

    @Test
    void an_older_schema_is_down_and_a_read_only_database_is_up() throws SQLException {
        WidgetSchema.over(database.dataSource()).migrate();
        PGSimpleDataSource readOnly = (PGSimpleDataSource) database.dataSource();
        readOnly.setOptions("-c default_transaction_read_only=on");
        Health up = health(new WidgetsHealthIndicator(readOnly));
        assertThat(up.getStatus()).isEqualTo(Status.UP);
        assertThat(up.getDetails()).containsEntry("readOnly", true);
        database.execute("create or replace function widgets_admin.release() returns integer"
                + " language sql immutable as 'select 1'");
        Health down = health(new WidgetsHealthIndicator(readOnly));
        assertThat(down.getStatus()).isEqualTo(Status.DOWN);
        assertThat(down.getDetails()).containsEntry("schemaRelease", 1);
    }

    @Test
    void an_unreachable_database_is_down() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://localhost:1/nothing");
        Health down = health(new WidgetsHealthIndicator(nowhere));
        assertThat(down.getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void operations_are_counted_by_kind_and_outcome() {
        application().run(context -> {
            WidgetRepository widgets = context.getBean(WidgetRepository.class);
            widgets.add("a", "", P);
            widgets.add("b", "", P);
            assertThatThrownBy(() -> widgets.add("a", "", P)).isNotNull();
            widgets.associate("a", "b", PortType.P);
            widgets.find("a");
            empty();
            assertThatThrownBy(() -> widgets.remove("a")).isNotNull();
            MeterRegistry meters = context.getBean(MeterRegistry.class);
            assertThat(count(meters, "add", "done")).isEqualTo(2);
            assertThat(count(meters, "add", "refused")).isEqualTo(1);
            assertThat(count(meters, "associate", "done")).isEqualTo(1);
            assertThat(count(meters, "find", "done")).isEqualTo(1);
            assertThat(count(meters, "remove", "failed")).isEqualTo(1);
            assertThat(count(meters, "remove", "unknown")).isZero();
        });
    }

    private static long count(MeterRegistry meters, String operation, String outcome) {
        return count(meters, "widgets.operations", operation, outcome);
    }

    private static long count(MeterRegistry meters, String name, String operation, String outcome) {
        return meters.get(name)
                .tag("operation", operation)
                .tag("outcome", outcome)
                .timer()
                .count();
    }

    @Test
    void batches_and_the_queue_are_measured() {
        application().withPropertyValues("widgets.coalescing.enabled=true").run(context -> {
            WidgetCoalescer widgets = context.getBean(WidgetCoalescer.class);
            widgets.add("a", "", P).join();
            MeterRegistry meters = context.getBean(MeterRegistry.class);
            assertThat(meters.get("widgets.coalescing.batch.size").summary().totalAmount())
                    .isEqualTo(1);
            assertThat(meters.get("widgets.coalescing.calls").timer().count()).isEqualTo(1);
            assertThat(meters.get("widgets.coalescing.queued").gauge().value()).isZero();
            assertThatThrownBy(() -> widgets.blocking().add("a", "", P)).isNotNull();
            widgets.find("a").join();
            String operations = "widgets.coalescing.operations";
            assertThat(count(meters, operations, "add", "done")).isEqualTo(1);
            assertThat(count(meters, operations, "add", "refused")).isEqualTo(1);
            assertThat(count(meters, operations, "find", "done")).isEqualTo(1);
        });
    }

    @Test
    void an_application_may_have_neither() {
        application()
                .withClassLoader(new FilteredClassLoader("io.micrometer.core"))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    context.getBean(WidgetRepository.class).add("a", "", P);
                });
        application()
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
                .run(context ->
                        assertThat(context).hasNotFailed().hasSingleBean(WidgetRepository.class));
        application()
                .withPropertyValues("management.health.widgets.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(HealthIndicator.class));
    }
}
