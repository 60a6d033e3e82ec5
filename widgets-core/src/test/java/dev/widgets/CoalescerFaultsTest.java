package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What becomes of batches when something is in their way. */
class CoalescerFaultsTest extends CoalescerTest {

    @Test
    void a_pool_whose_work_nobody_would_commit_is_refused() {
        try (HikariDataSource other = new HikariDataSource()) {
            other.setAutoCommit(false);
            assertThatIllegalArgumentException().isThrownBy(() -> WidgetCoalescer.open(other));
        }
        DataSource host = HostPool.over(pool, connection -> connection.setAutoCommit(false));
        try (WidgetCoalescer careless = WidgetCoalescer.open(host)) {
            failure(careless.add("a", "", PQR), FailedException.class);
        }
        assertThat(widgets.find("a").join()).isEmpty();
    }

    @Test
    void a_connection_that_was_closed_before_sending_is_replaced() throws SQLException {
        AtomicInteger lent = new AtomicInteger();
        DataSource host = HostPool.over(database.dataSource(), connection -> {
            // the first two are in use when all others queue up
            if (lent.incrementAndGet() == 2) {
                connection.close();
            }
        });
        widgets.close();
        widgets = WidgetCoalescer.open(host, options);
        List<CompletableFuture<Void>> waiting;
        database.execute("select widgets.add_widget('locked', '', '{P}')");
        try (Connection other = database.connect()) {
            other.setAutoCommit(false);
            Rows.of(other, "select 1 from widgets_store.widgets for update");
            CompletableFuture<Void> first = widgets.remove("locked");
            Await.until("the first has been sent", () -> widgets.queued() == 0 && lent.get() == 1);
            waiting = IntStream.range(0, 10)
                    .mapToObj(i -> widgets.add("w" + i, "", PQR))
                    .toList();
            other.rollback();
            first.join();
        }
        waiting.forEach(CompletableFuture::join);
        assertThat(lent).hasValue(3);
        assertThat(calls).containsExactly(1, 10);
    }

    @Test
    void what_fails_for_all_is_tried_one_by_one() throws SQLException {
        database.execute("select widgets.add_widget('a', '', '{P}')");
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        TimeLimits brief = new TimeLimits(
                Duration.ofSeconds(5),
                Duration.ofMillis(300),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10));
        List<CompletableFuture<Void>> others;
        CompletableFuture<Void> stuck;
        try (HikariDataSource impatient = WidgetPool.open(database.url(), properties, 2, brief)) {
            widgets.close();
            widgets = WidgetCoalescer.open(impatient, options);
            try (Connection other = occupyTheLane()) {
                Rows.of(
                        other,
                        "select 1 from widgets_store.widgets where serial_number = 'a' for update");
                stuck = widgets.remove("a");
                others = IntStream.range(0, 5)
                        .mapToObj(i -> widgets.add("w" + i, "", PQR))
                        .toList();
                failure(stuck, FailedException.class);
                others.forEach(CompletableFuture::join);
                other.rollback();
            }
            widgets.remove("a").join();
            widgets.close();
        }
    }

    @Test
    void the_loss_of_the_connection_under_way_leaves_all_outcomes_unknown() throws SQLException {
        database.execute("select widgets.add_widget('a', '', '{P}')");
        try (Connection other = occupyTheLane()) {
            Rows.of(
                    other,
                    "select 1 from widgets_store.widgets where serial_number = 'a' for update");
            CompletableFuture<Void> removal = widgets.remove("a");
            CompletableFuture<Void> addition = widgets.add("b", "", PQR);
            database.query("select pg_cancel_backend(pid) from pg_stat_activity"
                    + " where wait_event_type = 'Lock' and datname = current_database()");
            Await.until("the batch waits", () -> widgets.queued() == 0);
            int pid = Backends.waiting(database, "widgets");
            database.execute("select pg_terminate_backend(" + pid + ")");
            failure(removal, UnknownOutcomeException.class);
            failure(addition, UnknownOutcomeException.class);
            other.rollback();
        }
        widgets.add("b", "", PQR).join();
        widgets.remove("a").join();
    }
}
