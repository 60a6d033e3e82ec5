package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The optional history is turned on and off, and pruned, without missing an operation. */
final class HistoryStateTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Ports PQ = Ports.parse("PQ");

    private static final String COUNT = "select count(*) from widgets.history";

    private static final String PARTITIONS = """
            select h.tableoid::regclass::text, count(*)
            from widgets_store.history h
            group by 1
            order by 1""";

    private static final String PLAIN = """
            select count(*)
            from pg_proc
            where pronamespace::regnamespace::text like 'widgets%' and prosrc like '%--history %'""";

    private final WidgetHistory history = WidgetHistory.over(database.dataSource());
    private final WidgetRepository widgets = WidgetRepository.over(database.dataSource());

    @BeforeEach
    void on_and_empty() throws Exception {
        database.empty();
        history.enable(PATIENCE);
        database.execute("truncate widgets_store.history");
    }

    @Test
    void off_means_the_functions_of_the_release_and_the_rows_stay() throws Exception {
        widgets.add("a", "", PQ);
        assertThat(database.query(PLAIN)).containsExactly("0");
        assertThat(history.disable(false)).isTrue();
        assertThat(history.disable(false)).isFalse();
        assertThat(database.query(PLAIN)).containsExactly("8");
        assertThat(WidgetSchema.over(database.dataSource()).repair()).isEmpty();
        widgets.add("b", "", PQ);
        assertThat(database.query(COUNT)).containsExactly("1");
        assertThat(history.isOn()).isFalse();
    }

    @Test
    void a_migration_and_a_repair_keep_it_on() throws Exception {
        WidgetSchema schema = WidgetSchema.over(database.dataSource());
        database.execute("update widgets_store.schema_history set checksum = checksum + 1"
                + " where version is null");
        assertThat(schema.migrate()).isGreaterThan(10);
        widgets.add("a", "", PQ);
        assertThat(schema.migrate()).isZero();
        assertThat(schema.repair()).isEmpty();
        database.execute("drop function widgets.remove_widget(text)");
        assertThat(schema.repair()).containsExactly("widgets.remove_widget(text)");
        widgets.remove("a");
        assertThat(database.query(COUNT)).containsExactly("2");
        WidgetAdministration.over(database.dataSource()).createRoles(RoleNames.DEFAULT);
    }

    @Test
    void operations_without_a_partition_go_to_the_default_one_until_it_is_pruned()
            throws Exception {
        String today = database.query(
                        "select 'widgets_store.history_' || to_char(now() at time zone 'utc', 'YYYYMMDD')")
                .get(0);
        database.execute("drop table " + today);
        widgets.add("a", "", PQ);
        insertOld("b", 3);
        insertOld("c", 40);
        assertThat(database.query(PARTITIONS)).containsExactly("widgets_store.history_default|3");

        assertThat(history.prune(Duration.ofDays(30))).isZero();
        assertThat(database.query(PARTITIONS))
                .as("the day before, and today, whose operations may be in progress")
                .hasSize(2)
                .contains("widgets_store.history_default|1");
        assertThat(history.list("b", 10)).hasSize(1);
        assertThat(history.list("c", 10)).isEmpty();
        assertThat(database.query(
                        "select count(*) from pg_class where relname ~ 'history_.*_peers'"))
                .containsExactly("1");
        assertThat(database.query("select count(distinct relowner) from pg_class"
                        + " where relname like 'history%' and relkind in ('r', 'p')"))
                .containsExactly("1");

        assertThat(history.prune(Duration.ofDays(2))).isEqualTo(1);
        assertThat(database.query(PARTITIONS)).containsExactly("widgets_store.history_default|1");
        history.disable(false);
        history.enable(PATIENCE);
        assertThat(database.query(PARTITIONS)).containsExactly(today + "|1");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> history.prune(Duration.ofDays(-1)));
    }

    @Test
    void nothing_is_missing_that_began_after_it_was_enabled() throws Exception {
        history.disable(true);
        assertThat(database.query(PARTITIONS)).isEmpty();
        Set<String> begunAfter = ConcurrentHashMap.newKeySet();
        AtomicBoolean enabled = new AtomicBoolean();
        AtomicBoolean ended = new AtomicBoolean();
        AtomicInteger count = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                boolean inTransactions = i % 2 == 0;
                all.add(threads.submit(() -> {
                    try (Connection connection = database.connect()) {
                        connection.setAutoCommit(!inTransactions);
                        WidgetRepository own = WidgetRepository.over(connection);
                        while (!ended.get()) {
                            List<String> after = new ArrayList<>();
                            for (int j = 0; j < (inTransactions ? 20 : 1); j++) {
                                String one = "W-" + count.incrementAndGet();
                                if (enabled.get()) {
                                    after.add(one);
                                }
                                own.add(one, "", PQ);
                            }
                            if (inTransactions) {
                                connection.commit();
                            }
                            begunAfter.addAll(after);
                        }
                        return null;
                    }
                }));
            }
            Await.until("operations are under way", () -> count.get() > 20);
            assertThat(history.enable(PATIENCE).olderSessions()).isEmpty();
            enabled.set(true);
            Await.until("operations were recorded", () -> begunAfter.size() > 100);
            ended.set(true);
            for (Future<?> one : all) {
                one.get(1, TimeUnit.MINUTES);
            }
        } finally {
            ended.set(true);
            threads.shutdownNow();
        }
        assertThat(database.query("select serial_number from widgets.history"))
                .containsAll(begunAfter)
                .doesNotHaveDuplicates();
    }

    @Test
    void a_transaction_that_does_not_end_is_named_when_it_is_enabled() throws Exception {
        history.disable(false);
        try (Connection idle = database.connect();
                Statement statement = idle.createStatement()) {
            idle.setAutoCommit(false);
            statement.execute("select widgets.add_widget('a', '', '{P}')");
            String pid = Rows.of(idle, "select pg_backend_pid()").get(0);
            assertThat(history.enable(Duration.ofMillis(1)).olderSessions())
                    .containsExactly(Integer.valueOf(pid));
        }
    }

    private static void insertOld(String serialNumber, int days) throws SQLException {
        database.execute("insert into widgets_store.history (done_at, operation, serial_number)"
                + " values (now() - interval '" + days + " days', 'add_widget', '" + serialNumber
                + "')");
    }
}
