package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * An operation that does not return is refused, failed or unknown, and never the wrong of these.
 */
class OutcomeTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final Ports P = Ports.of(PortType.P);
    private static final TimeLimits SHORT = new TimeLimits(
            Duration.ofSeconds(2),
            Duration.ofMillis(300),
            Duration.ofMillis(1500),
            Duration.ofSeconds(3));

    private HikariDataSource pool = pool(1, SHORT);
    private WidgetRepository widgets = WidgetRepository.over(pool);

    @BeforeEach
    void oneWidget() throws SQLException {
        database.empty();
        widgets.add("a", "", P);
    }

    @AfterEach
    void close() throws SQLException {
        pool.close();
        database.assertSound();
    }

    @Test
    void a_lock_that_is_not_given_in_time_is_a_failure_that_may_be_retried() throws SQLException {
        try (Connection other = lockA()) {
            assertThatExceptionOfType(FailedException.class)
                    .isThrownBy(() -> widgets.remove("a"))
                    .withMessageContaining("lock timeout")
                    .satisfies(e -> assertThat(e.isRetryable()).isTrue());
            other.rollback();
        }
        widgets.remove("a");
    }

    @Test
    void a_statement_that_takes_too_long_is_a_failure() throws SQLException {
        reopen(new TimeLimits(
                SHORT.connect(), Duration.ofSeconds(10), Duration.ofMillis(300), SHORT.socket()));
        try (Connection other = lockA()) {
            assertThatExceptionOfType(FailedException.class)
                    .isThrownBy(() -> widgets.remove("a"))
                    .withMessageContaining("statement timeout");
            other.rollback();
        }
    }

    @Test
    void a_cancelled_statement_is_a_failure() throws SQLException {
        patient();
        CompletableFuture<Void> removal;
        try (Connection other = lockA()) {
            removal = CompletableFuture.runAsync(() -> widgets.remove("a"));
            int pid = Backends.waiting(database, "widgets");
            database.execute("select pg_cancel_backend(" + pid + ")");
            assertCause(removal, FailedException.class);
            other.rollback();
        }
        assertThat(widgets.find("a")).isPresent();
    }

    @Test
    void a_connection_that_the_server_ends_under_way_leaves_the_outcome_unknown()
            throws SQLException {
        patient();
        try (Connection other = lockA()) {
            CompletableFuture<Void> removal = CompletableFuture.runAsync(() -> widgets.remove("a"));
            int pid = Backends.waiting(database, "widgets");
            database.execute("select pg_terminate_backend(" + pid + ")");
            assertCause(removal, UnknownOutcomeException.class);
            other.rollback();
        }
        widgets.remove("a");
    }

    @Test
    void an_answer_that_does_not_come_in_time_leaves_the_outcome_unknown() throws SQLException {
        Properties properties = credentials();
        properties.setProperty("socketTimeout", "1");
        try (Connection connection =
                        java.sql.DriverManager.getConnection(database.url(), properties);
                Connection other = lockA()) {
            long start = System.nanoTime();
            assertThatExceptionOfType(UnknownOutcomeException.class)
                    .isThrownBy(() -> WidgetRepository.over(connection).remove("a"))
                    .withMessageContaining("Look up the widget");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(900), Duration.ofSeconds(2));
            other.rollback();
        }
        Await.until(
                "the removal that was given up is done", () -> widgets.find("a").isEmpty());
    }

    @Test
    void a_connection_that_is_closed_already_is_a_failure() throws SQLException {
        Connection connection = database.connect();
        WidgetRepository closed = WidgetRepository.over(connection);
        connection.close();
        Connection pooled = pool.getConnection();
        WidgetRepository given = WidgetRepository.over(pooled);
        pooled.close();
        assertThatExceptionOfType(FailedException.class).isThrownBy(() -> closed.remove("a"));
        assertThatExceptionOfType(FailedException.class).isThrownBy(() -> given.remove("a"));
        assertThat(widgets.find("a")).isPresent();
    }

    @Test
    void a_pool_without_a_free_connection_is_a_failure_in_time() throws SQLException {
        try (Connection taken = pool.getConnection()) {
            long start = System.nanoTime();
            assertThatExceptionOfType(FailedException.class)
                    .isThrownBy(() -> widgets.remove("a"))
                    .withMessageContaining("no connection")
                    .satisfies(e -> assertThat(e.isRetryable()).isTrue());
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(1900), Duration.ofSeconds(4));
            assertThat(taken.isClosed()).isFalse();
        }
    }

    @Test
    void a_server_that_is_not_there_or_does_not_answer_is_a_failure() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/x";
            try (HikariDataSource dead = WidgetPool.open(url, credentials(), 1, SHORT)) {
                assertThatExceptionOfType(FailedException.class)
                        .isThrownBy(() -> WidgetRepository.over(dead).remove("a"))
                        .satisfies(e -> assertThat(e.isRetryable()).isTrue());
            }
        }
    }

    @Test
    void a_pool_heals_after_its_connections_were_lost() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            Backends.terminate(database, connection);
        }
        try {
            widgets.add("b", "", P);
        } catch (UnknownOutcomeException e) {
            assertThat(widgets.find("b")).isEmpty();
        }
        widgets.add("c", "", P);
        assertThat(widgets.find("c")).isPresent();
    }

    @Test
    void a_missing_privilege_is_a_failure_that_names_the_remedy() throws SQLException {
        database.execute("drop role if exists nobody_special");
        database.execute("create role nobody_special login password 'x'");
        assertThatExceptionOfType(FailedException.class)
                .isThrownBy(() -> WidgetRepository.over(database.dataSource("nobody_special", "x"))
                        .remove("a"))
                .withMessageContaining("widgets_app")
                .satisfies(e -> assertThat(e.isRetryable()).isFalse());
        database.execute("drop role nobody_special");
    }

    @Test
    void a_read_only_server_is_a_failure() throws SQLException {
        try (Connection connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("set default_transaction_read_only = on");
            assertThatExceptionOfType(FailedException.class)
                    .isThrownBy(() -> WidgetRepository.over(connection).remove("a"))
                    .withMessageContaining("primary");
        }
    }

    @Test
    void serialization_failures_are_retried_where_the_transaction_is_the_librarys()
            throws SQLException {
        patient();
        try (Connection serializable = database.connect();
                Connection other = lockA()) {
            try (var statement = serializable.createStatement()) {
                statement.execute("set default_transaction_isolation = 'repeatable read'");
                statement.execute("set application_name = 'repeatable'");
            }
            widgets.add("b", "", P);
            CompletableFuture<Void> association = CompletableFuture.runAsync(
                    () -> WidgetRepository.over(serializable).associate("a", "b", PortType.P));
            Backends.waiting(database, "repeatable");
            try (var statement = other.createStatement()) {
                statement.execute("update widgets_store.widgets set name = 'new'"
                        + " where serial_number = 'a'");
            }
            other.commit();
            association.join();
        }
        assertThat(widgets.find("a").orElseThrow().ports().get(0).peer()).hasValue("b");
    }

    @Test
    void serialization_failures_are_the_hosts_where_the_transaction_is_the_hosts()
            throws SQLException {
        try (Connection host = database.connect();
                Connection other = lockA()) {
            host.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            host.setAutoCommit(false);
            WidgetRepository joined = WidgetRepository.over(host);
            assertThat(joined.find("a")).isPresent();
            WidgetRepository.over(other).remove("a");
            other.commit();
            assertThatExceptionOfType(FailedException.class)
                    .isThrownBy(() -> joined.remove("a"))
                    .satisfies(e -> assertThat(e.isRetryable()).isTrue());
        }
    }

    private Connection lockA() throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "select 1 from widgets_store.widgets where serial_number = 'a' for update");
        }
        return connection;
    }

    /** Limits that nothing here reaches. */
    private void patient() {
        reopen(TimeLimits.DEFAULT);
    }

    private void reopen(TimeLimits limits) {
        pool.close();
        pool = pool(1, limits);
        widgets = WidgetRepository.over(pool);
    }

    private static HikariDataSource pool(int size, TimeLimits limits) {
        return WidgetPool.open(database.url(), credentials(), size, limits);
    }

    private static Properties credentials() {
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        return properties;
    }

    private static void assertCause(
            CompletableFuture<Void> future, Class<? extends WidgetException> expected) {
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(future::join)
                .withCauseInstanceOf(expected);
    }
}
