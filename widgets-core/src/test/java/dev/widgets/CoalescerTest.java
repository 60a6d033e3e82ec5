package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A coalescing repository with one lane, new for each test, that tells how it was used. */
abstract class CoalescerTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    static final Ports PQR = Ports.parse("PQR");

    /** How many operations each call held. */
    final ConcurrentLinkedQueue<Integer> calls = new ConcurrentLinkedQueue<>();

    final CoalescingOptions options = CoalescingOptions.DEFAULT
            .withLanes(1)
            .withListener((operations, nanos) -> calls.add(operations));

    HikariDataSource pool;
    WidgetCoalescer widgets;

    @BeforeEach
    final void open() throws SQLException {
        database.empty();
        pool = pool();
        widgets = WidgetCoalescer.open(pool, options);
    }

    @AfterEach
    final void close() throws SQLException {
        widgets.close();
        pool.close();
        database.assertSound();
    }

    static HikariDataSource pool() {
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        return WidgetPool.open(database.url(), properties, 4, TimeLimits.DEFAULT);
    }

    void reopen(CoalescingOptions other) {
        widgets.close();
        widgets = WidgetCoalescer.open(pool, other);
    }

    static <T extends Throwable> T failure(CompletableFuture<?> future, Class<T> expected) {
        CompletionException e = assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(future::join)
                .actual();
        assertThat(e.getCause()).isInstanceOf(expected);
        return expected.cast(e.getCause());
    }

    /** Keeps the only lane busy until the connection is rolled back. */
    Connection occupyTheLane() throws SQLException {
        database.execute("select widgets.add_widget('locked', '', '{P}')");
        Connection other = database.connect();
        other.setAutoCommit(false);
        Rows.of(
                other,
                "select 1 from widgets_store.widgets where serial_number = 'locked' for update");
        assertThat(widgets.remove("locked")).isNotNull();
        Backends.waiting(database, "widgets");
        return other;
    }
}
