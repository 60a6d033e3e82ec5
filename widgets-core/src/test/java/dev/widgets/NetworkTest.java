package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.widgets.FaultyProxy.Direction;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A network that is slow, that answers no more, that breaks; and pools that heal from it. */
@Tag("once")
class NetworkTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final Ports PQ = Ports.parse("PQ");
    private static final TimeLimits SHORT = new TimeLimits(
            Duration.ofSeconds(1),
            Duration.ofMillis(500),
            Duration.ofMillis(1500),
            Duration.ofSeconds(2));

    private FaultyProxy proxy;
    private HikariDataSource pool;
    private WidgetRepository widgets;

    @BeforeEach
    void open() throws Exception {
        database.empty();
        proxy = FaultyProxy.open();
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        pool = WidgetPool.open(proxy.url(database.name()), properties, 1, SHORT);
        widgets = WidgetRepository.over(pool);
        widgets.add("a", "", PQ);
        widgets.add("b", "", PQ);
    }

    @AfterEach
    void close() throws Exception {
        pool.close();
        proxy.close();
        database.assertSound();
    }

    private static boolean isThere(String serialNumber) throws SQLException {
        return !database.query(
                        "select from widgets.widgets where serial_number = '" + serialNumber + "'")
                .isEmpty();
    }

    @Test
    void an_answer_lost_after_the_commit_is_unknown_and_the_pool_heals() throws Exception {
        assertReturnsInTime(() -> {
            proxy.swallow(Direction.TO_CLIENT);
            assertThatExceptionOfType(UnknownOutcomeException.class)
                    .isThrownBy(() -> widgets.associate("a", "b", PortType.P));
        });
        assertThat(database.query("select peers[1] from widgets.widgets where serial_number = 'a'"))
                .containsExactly("b");
        proxy.heal();
        heals(() -> widgets.dissociate("a", "b", PortType.P));
    }

    /**
     * Within the time that connecting may take: what the pool has begun in the hole is given up.
     */
    private static void heals(Runnable operation) {
        long end = System.nanoTime() + SHORT.connect().multipliedBy(5).toNanos();
        for (; ; ) {
            try {
                operation.run();
                return;
            } catch (FailedException e) {
                assertThat(System.nanoTime()).as(e.toString()).isLessThan(end);
            }
        }
    }

    @Test
    void a_request_that_never_arrives_is_unknown_and_the_pool_heals() throws Exception {
        assertReturnsInTime(() -> {
            proxy.swallow(Direction.TO_SERVER);
            assertThatExceptionOfType(UnknownOutcomeException.class)
                    .isThrownBy(() -> widgets.remove("a"));
        });
        assertThat(isThere("a")).isTrue();
        proxy.heal();
        heals(() -> widgets.remove("a"));
        assertThat(isThere("a")).isFalse();
    }

    @Test
    void a_read_that_is_not_answered_is_a_failure() {
        proxy.swallow(Direction.TO_CLIENT);
        assertReturnsInTime(() -> assertThatExceptionOfType(FailedException.class)
                .isThrownBy(() -> widgets.find("a"))
                .satisfies(e -> assertThat(e.isRetryable()).isTrue()));
        proxy.heal();
        heals(() -> assertThat(widgets.find("a")).isPresent());
    }

    /** Within the limit of the socket, plus a second. */
    private static void assertReturnsInTime(Runnable call) {
        assertThat(CompletableFuture.runAsync(call))
                .succeedsWithin(SHORT.socket().plusSeconds(1));
    }

    @Test
    void a_black_hole_in_place_of_the_server_is_a_failure_in_time() {
        proxy.cut();
        proxy.swallow(Direction.TO_SERVER);
        assertReturnsInTime(() -> {
            // the pool may hand out the connection that was cut, once
            try {
                widgets.remove("a");
            } catch (UnknownOutcomeException e) {
                assertThat(e).hasMessageContaining("Look up the widget");
            } catch (FailedException e) {
                assertThat(e.isRetryable()).isTrue();
            }
        });
        assertThatExceptionOfType(FailedException.class)
                .isThrownBy(() -> widgets.remove("a"))
                .withMessageContaining("no connection")
                .satisfies(e -> assertThat(e.isRetryable()).isTrue());
        proxy.heal();
        heals(() -> widgets.remove("a"));
    }

    @Test
    void connections_that_were_all_cut_are_replaced() throws Exception {
        proxy.cut();
        try {
            widgets.associate("a", "b", PortType.P);
        } catch (UnknownOutcomeException e) {
            assertThat(database.query(
                            "select peers[1] from widgets.widgets where serial_number = 'a'"))
                    .containsExactly("null");
            widgets.associate("a", "b", PortType.P);
        }
        widgets.dissociate("a", "b", PortType.P);
    }

    @Test
    void an_operation_is_one_round_trip() {
        Runnable[] operations = {
            () -> widgets.add("c", "pump", PQ),
            () -> widgets.associate("a", "b", PortType.P),
            () -> widgets.dissociate("b", "a", PortType.P),
            () -> widgets.remove("c"),
            () -> widgets.find("a")
        };
        // the first times are for preparing
        for (int i = 0; i < 7; i++) {
            for (Runnable operation : operations) {
                assertRoundTrips(operation, 1);
            }
        }
        proxy.delay(Duration.ofMillis(25));
        for (Runnable operation : operations) {
            long begin = System.nanoTime();
            assertRoundTrips(operation, 1);
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(50));
        }
    }

    private void assertRoundTrips(Runnable operation, int expected) {
        proxy.arm(Direction.TO_SERVER, Long.MAX_VALUE);
        operation.run();
        assertThat(proxy.roundTrips()).isEqualTo(expected);
    }

    @Test
    void answers_in_single_bytes_are_read_as_well() {
        proxy.slice(1);
        widgets.associate("a", "b", PortType.P);
        assertThat(widgets.find("a").orElseThrow().ports().get(0).peer()).hasValue("b");
        assertThatExceptionOfType(AlreadyAssociatedException.class)
                .isThrownBy(() -> widgets.associate("b", "a", PortType.P));
        widgets.remove("b");
    }
}
