package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

/** A primary and a standby, whose replay the tests pause. */
class WidgetReplicaTest {

    private static final Ports P = Ports.parse("P");
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(20);

    private static OwnServer primary;
    private static OwnServer standby;

    private final AtomicInteger ofPrimary = new AtomicInteger();
    private final AtomicInteger ofStandby = new AtomicInteger();
    private final WidgetReplica replica = WidgetReplica.over(
                    counted(primary.dataSource(), ofPrimary),
                    counted(standby.dataSource(), ofStandby))
            .withPatience(LONG);

    @BeforeAll
    static void start() throws Exception {
        primary = OwnServer.create();
        WidgetSchema.over(primary.dataSource()).migrate();
        standby = primary.standby("reader");
    }

    @AfterAll
    static void stop() throws Exception {
        standby.close();
        primary.close();
    }

    @AfterEach
    void resume() throws Exception {
        standby.query("select pg_wal_replay_resume()");
        primary.execute("truncate widgets_store.widgets");
        Await.until(
                "the standby is empty too",
                () -> standby.query("select count(*) from widgets.widgets").contains("0"));
    }

    private static void pause() throws Exception {
        standby.query("select pg_wal_replay_pause()");
        Await.until(
                "the replay is paused",
                () -> standby.query("select pg_get_wal_replay_pause_state()").contains("paused"));
    }

    /** Counts the connections that are taken. */
    private static DataSource counted(DataSource dataSource, AtomicInteger counter) {
        return (DataSource) Proxy.newProxyInstance(
                WidgetReplicaTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        counter.incrementAndGet();
                        return dataSource.getConnection();
                    }
                    if (method.getName().equals("isWrapperFor")) {
                        return false;
                    }
                    throw new UnsupportedOperationException(method.toString());
                });
    }

    @Test
    void reads_are_done_on_the_standby_and_writes_on_the_primary() throws Exception {
        WidgetRepository widgets = replica.widgets();
        widgets.add("a", "", P);
        widgets.add("b", "", P);
        widgets.associate("a", "b", PortType.P);
        widgets.dissociate("a", "b", PortType.P);
        widgets.rename("a", "new");
        widgets.remove("b");
        assertThat(ofPrimary).hasValue(6);
        assertThat(ofStandby).hasValue(0);
        Await.until(
                "it is there",
                () -> widgets.find("a").isPresent() && widgets.find("b").isEmpty());
        pause();
        widgets.add("c", "", P);
        assertThat(widgets.find("c")).isEmpty();
        assertThat(widgets.list(WidgetQuery.first(9))).hasSize(1);
        assertThat(widgets.stream(WidgetQuery.first(9))).hasSize(1);
        assertThat(widgets.count().widgets()).isEqualTo(1);
        assertThat(ofPrimary).hasValue(7);
    }

    @Test
    void reads_since_a_position_wait_for_the_standby() throws Exception {
        pause();
        WidgetRepository widgets = replica.widgets();
        widgets.add("a", "", P);
        WalPosition position = new WalPosition(replica.position().text());
        assertThat(widgets.find("a")).isEmpty();
        int before = ofPrimary.get();
        ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
        try {
            ScheduledFuture<?> resumed = later.schedule(
                    () -> standby.query("select pg_wal_replay_resume()"),
                    300,
                    TimeUnit.MILLISECONDS);
            assertThat(replica.since(position).find("a")).isPresent();
            resumed.get(30, TimeUnit.SECONDS);
        } finally {
            later.shutdown();
        }
        assertThat(replica.since(position).list(WidgetQuery.first(9))).hasSize(1);
        assertThat(ofPrimary).hasValue(before);
    }

    @Test
    void a_standby_that_does_not_catch_up_in_time_is_replaced_by_the_primary() throws Exception {
        pause();
        replica.widgets().add("a", "", P);
        WalPosition position = replica.position();
        int before = ofPrimary.get();
        assertThat(replica.withPatience(SHORT).since(position).find("a")).isPresent();
        assertThat(ofPrimary).hasValue(before + 1);
    }

    @Test
    void own_writes_are_read_and_only_the_first_read_after_them_asks_the_primary()
            throws Exception {
        WidgetRepository own = replica.readingOwnWrites();
        assertThat(own.find("a")).isEmpty();
        assertThat(ofPrimary).hasValue(0);
        own.add("a", "", P);
        own.rename("a", "b");
        assertThat(ofPrimary).hasValue(2);
        assertThat(own.find("a")).map(Widget::name).contains("b");
        assertThat(own.count().widgets()).isEqualTo(1);
        assertThat(ofPrimary).hasValue(3);
        pause();
        WidgetRepository hasty = replica.withPatience(SHORT).readingOwnWrites();
        hasty.remove("a");
        assertThat(hasty.find("a")).isEmpty();
        assertThat(replica.widgets().find("a")).isPresent();
    }

    @Test
    void without_a_standby_the_primary_is_read() {
        AtomicInteger asked = new AtomicInteger();
        DataSource none = WidgetPool.connections(
                "jdbc:postgresql://127.0.0.1:" + FreePort.find() + "/postgres",
                OwnServer.credentials(),
                TimeLimits.DEFAULT);
        WidgetRepository widgets =
                WidgetReplica.over(primary.dataSource(), counted(none, asked)).widgets();
        widgets.add("a", "", P);
        assertThat(widgets.find("a")).isPresent();
        assertThat(asked).hasValue(1);
        // a server that does not recover has everything
        WidgetReplica twice = WidgetReplica.over(primary.dataSource(), primary.dataSource());
        assertThat(twice.since(new WalPosition("FFFFFFFF/0")).find("a")).isPresent();
    }

    @Test
    void a_transaction_of_spring_reads_on_the_primary_what_it_has_written() {
        DataSource pool = primary.dataSource();
        WidgetRepository widgets = WidgetReplica.over(
                        new TransactionAwareDataSourceProxy(pool), standby.dataSource())
                .widgets();
        new TransactionTemplate(new DataSourceTransactionManager(pool))
                .executeWithoutResult(status -> {
                    widgets.add("a", "", P);
                    assertThat(widgets.find("a")).isPresent();
                    status.setRollbackOnly();
                });
        assertThat(widgets.find("a")).isEmpty();
    }

    @Test
    void refusals_and_wrong_input_are_those_of_the_primary() throws Exception {
        WidgetRepository own = replica.readingOwnWrites();
        assertThatExceptionOfType(NoSuchWidgetException.class).isThrownBy(() -> own.remove("none"));
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> own.find("a\0b"));
        for (String text : List.of("", "0", "0/", "x/y", "0/0; select 1", "123456789/0")) {
            assertThatIllegalArgumentException().isThrownBy(() -> new WalPosition(text));
        }
        try (Connection connection = standby.dataSource().getConnection()) {
            assertThat(Rows.of(connection, "select pg_is_in_recovery()")).containsExactly("t");
        }
    }
}
