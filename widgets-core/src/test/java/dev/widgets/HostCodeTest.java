package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the code of a host throws, futures complete with the truth and the lane goes on. */
@Tag("once")
class HostCodeTest extends CoalescerTest {

    /** Throws an exception or an error, whatever the caller declares. */
    @SuppressWarnings("unchecked")
    private static <X extends Throwable> void fail(boolean error) throws X {
        throw (X) (error ? new AssertionError("of the host") : new IllegalStateException("of it"));
    }

    /** Adds ten widgets at once, which are sent as two batches at least, and awaits them. */
    private void addTen(String prefix) throws Exception {
        List<CompletableFuture<Void>> additions = IntStream.range(0, 10)
                .mapToObj(i -> widgets.add(prefix + i, "", PQR))
                .toList();
        for (CompletableFuture<Void> addition : additions) {
            addition.get(10, TimeUnit.SECONDS);
        }
        assertThat(database.query("select count(*) from widgets.widgets where starts_with("
                        + "serial_number, '" + prefix + "')"))
                .containsExactly("10");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_listener_that_throws_changes_no_outcome(boolean error) throws Exception {
        reopen(options.withListener(new CoalescingOptions.Listener() {
            @Override
            public void sent(int operations, long nanos) {
                fail(error);
            }

            @Override
            public void ended(WidgetFunction function, Outcome outcome, long nanos) {
                fail(error);
            }
        }));
        addTen("a");
        addTen("b");
        widgets.blocking().remove("a1");
        assertThat(widgets.find("a1").get(10, TimeUnit.SECONDS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_executor_that_throws_is_replaced(boolean error) throws Exception {
        Executor careless = task -> fail(error);
        reopen(options.withExecutor(careless));
        addTen("a");
        addTen("b");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_data_source_that_throws_is_a_failure_and_no_unknown_outcome(boolean error)
            throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        DataSource host = HostPool.over(database.dataSource(), connection -> {
            if (broken.get()) {
                connection.close();
                fail(error);
            }
        });
        widgets.close();
        widgets = WidgetCoalescer.open(host, options);
        failure(widgets.add("a", "", PQR).orTimeout(10, TimeUnit.SECONDS), FailedException.class);
        broken.set(false);
        addTen("a");
    }

    /** The connection throws once from a method, after that has done its work. */
    private static DataSource throwingAfter(
            HikariDataSource pool, String method, AtomicBoolean armed, boolean error) {
        return HostPool.wrapping(pool, connection -> (Connection) Proxy.newProxyInstance(
                HostCodeTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, called, arguments) -> {
                    Object result;
                    try {
                        result = called.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (called.getName().equals(method) && armed.getAndSet(false)) {
                        fail(error);
                    }
                    return result;
                }));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_connection_that_throws_when_it_is_closed_has_done_its_work(boolean error)
            throws Exception {
        AtomicBoolean armed = new AtomicBoolean(true);
        DataSource host = throwingAfter(pool, "close", armed, error);
        widgets.close();
        widgets = WidgetCoalescer.open(host, options);
        widgets.add("a", "", PQR).get(10, TimeUnit.SECONDS);
        assertThat(armed).isFalse();
        armed.set(true);
        WidgetRepository.over(host).add("b", "", PQR);
        assertThat(armed).isFalse();
        addTen("w");
    }

    /** The lane must end neither by the error nor by what follows from it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_unexpected_error_of_a_connection_leaves_the_outcome_unknown(boolean error)
            throws Exception {
        AtomicBoolean armed = new AtomicBoolean();
        DataSource host = throwingAfter(pool, "prepareStatement", armed, error);
        widgets.close();
        widgets = WidgetCoalescer.open(host, options);
        armed.set(true);
        CompletableFuture<Void> addition = widgets.add("a", "", PQR);
        failure(addition.orTimeout(10, TimeUnit.SECONDS), UnknownOutcomeException.class);
        addTen("w");
    }

    /** NUL fails the whole batch, whose operations are then sent one by one. */
    @Test
    void an_unexpected_error_of_one_operation_leaves_the_others_of_its_batch_alone() {
        AtomicInteger borrowed = new AtomicInteger();
        AtomicBoolean armed = new AtomicBoolean();
        DataSource throwing = throwingAfter(pool, "prepareStatement", armed, true);
        DataSource host = HostPool.wrapping(pool, connection -> {
            if (borrowed.incrementAndGet() == 3) {
                connection.close();
                armed.set(true);
                return throwing.getConnection();
            }
            return connection;
        });
        List<Pending.Change> batch = List.of(addition("a"), addition("nul\0"), addition("c"));
        new ChangeSender(ConnectionSource.of(host)).send(Optional.empty(), batch);
        assertThat(borrowed).hasValue(4);
        assertThat(batch.get(0).failure()).isEmpty();
        assertThat(batch.get(1).failure()).containsInstanceOf(UnknownOutcomeException.class);
        assertThat(batch.get(2).failure()).isEmpty();
        assertThat(widgets.find("a").join()).isPresent();
        assertThat(widgets.find("c").join()).isPresent();
    }

    private static Pending.Change addition(String serialNumber) {
        Operation valid = Operation.add("valid", "", PQR);
        return new Pending.Change(
                Optional.empty(),
                new Operation(
                        valid.function(),
                        serialNumber,
                        valid.peerSerialNumber(),
                        valid.port(),
                        valid.name(),
                        valid.ports()));
    }
}
