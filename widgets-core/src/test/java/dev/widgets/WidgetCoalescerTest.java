package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a host sees of coalescing. */
class WidgetCoalescerTest extends CoalescerTest {

    @Test
    void the_operations_do_what_they_do_one_by_one() {
        widgets.add("a", "pump", PQR).join();
        widgets.add("b", "tank", PQR).join();
        widgets.associate("a", "b", PortType.Q).join();
        assertThat(widgets.find("a").join().orElseThrow().ports().get(1).peer()).hasValue("b");
        widgets.dissociate("b", "a", PortType.Q).join();
        widgets.remove("a").join();
        assertThat(widgets.find("a").join()).isEmpty();
        assertThat(calls).containsOnly(1);
    }

    @Test
    void what_queues_up_meanwhile_goes_out_as_one_call() throws SQLException {
        List<CompletableFuture<Void>> waiting;
        try (Connection other = occupyTheLane()) {
            waiting = IntStream.range(0, 100)
                    .mapToObj(i -> widgets.add("w" + i, "", PQR))
                    .toList();
            assertThat(widgets.queued()).isEqualTo(100);
            other.rollback();
        }
        waiting.forEach(CompletableFuture::join);
        assertThat(calls).containsExactly(1, 100);
        assertThat(widgets.queued()).isZero();
    }

    @Test
    void what_is_refused_leaves_the_others_of_its_call_alone() throws SQLException {
        CompletableFuture<Void> first;
        CompletableFuture<Void> second;
        CompletableFuture<Void> missing;
        CompletableFuture<Void> last;
        try (Connection other = occupyTheLane()) {
            first = widgets.add("a", "", PQR);
            second = widgets.add("a", "", PQR);
            missing = widgets.associate("a", "ghost", PortType.P);
            last = widgets.add("b", "", PQR);
            other.rollback();
        }
        first.join();
        last.join();
        assertThat(failure(second, DuplicateSerialNumberException.class).serialNumber())
                .isEqualTo("a");
        assertThat(failure(missing, NoSuchWidgetException.class))
                .hasMessage("The widget does not exist. No widget has the serial"
                        + " number \"ghost\".")
                .satisfies(e -> assertThat(e.serialNumber()).isEqualTo("ghost"));
        assertThat(calls).containsExactly(1, 4);
    }

    @Test
    void several_widgets_are_found_together() {
        List.of("a", "b", "c").forEach(one -> widgets.add(one, "n", PQR).join());
        calls.clear();
        Map<String, Widget> found = widgets.findAll(Set.of("a", "c", "ghost")).join();
        assertThat(found).containsOnlyKeys("a", "c");
        assertThat(found.get("c").serialNumber()).isEqualTo("c");
        assertThat(widgets.findAll(Set.of()).join()).isEmpty();
        assertThat(calls).containsExactly(1, 1);
    }

    @Test
    void a_text_that_cannot_be_sent_fails_the_future() {
        failure(widgets.findAll(Set.of("a", "b\0")), InvalidInputException.class);
        failure(widgets.add("a\0", "", PQR), InvalidInputException.class);
        failure(widgets.find("\uD800"), InvalidInputException.class);
        failure(widgets.remove(""), InvalidInputException.class);
        assertThat(calls).containsExactly(1);
    }

    @Test
    void a_full_queue_turns_callers_away_at_once() throws SQLException {
        reopen(options.withQueueLength(3));
        List<CompletableFuture<Void>> accepted;
        try (Connection other = occupyTheLane()) {
            accepted = IntStream.range(0, 3)
                    .mapToObj(i -> widgets.add("w" + i, "", PQR))
                    .toList();
            CompletableFuture<Void> refused = widgets.add("one too many", "", PQR);
            assertThat(refused).isCompletedExceptionally();
            assertThat(failure(refused, OverloadedException.class).isRetryable())
                    .isTrue();
            other.rollback();
        }
        accepted.forEach(CompletableFuture::join);
        widgets.add("later", "", PQR).join();
    }

    @Test
    void cancelling_withdraws_what_has_not_been_sent() throws SQLException {
        CompletableFuture<Void> cancelled;
        CompletableFuture<Void> kept;
        try (Connection other = occupyTheLane()) {
            cancelled = widgets.add("a", "", PQR);
            kept = widgets.add("b", "", PQR);
            assertThat(cancelled.cancel(false)).isTrue();
            other.rollback();
        }
        kept.join();
        assertThat(widgets.find("a").join()).isEmpty();
        assertThat(calls.stream().limit(2)).containsExactly(1, 1);
    }

    @Test
    void closing_answers_what_was_accepted_and_turns_away_the_rest() throws Exception {
        List<CompletableFuture<Void>> accepted = new ArrayList<>();
        Thread closing = new Thread(widgets::close);
        try (Connection other = occupyTheLane()) {
            for (int i = 0; i < 600; i++) {
                accepted.add(widgets.add("w" + i, "", PQR));
            }
            closing.start();
            Await.until(
                    "closing has begun",
                    () -> widgets.add("late", "", PQR).isCompletedExceptionally());
            assertThat(accepted).noneMatch(CompletableFuture::isDone);
            other.rollback();
        }
        closing.join();
        assertThat(database.query(
                        "select count(*) from widgets.widgets where serial_number like 'w%'"))
                .containsExactly("600");
        accepted.forEach(CompletableFuture::join);
        assertThat(failure(widgets.add("late", "", PQR), FailedException.class).isRetryable())
                .isFalse();
    }

    @Test
    void close_under_load_loses_nothing() throws Exception {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        Thread closing = new Thread(widgets::close);
        for (int i = 0; i < 5_000; i++) {
            all.add(widgets.add("w" + i, "", PQR));
            if (i == 2_500) {
                closing.start();
            }
        }
        closing.join();
        long done = all.stream()
                .filter(future -> future.handle((result, e) -> e == null).join())
                .count();
        assertThat(database.query("select count(*) from widgets.widgets"))
                .containsExactly(String.valueOf(done));
        assertThat(done).isBetween(2_500L, 5_000L);
    }

    @Test
    void futures_are_completed_by_the_executor_and_never_by_a_lane() throws Exception {
        LinkedBlockingQueue<String> completing = new LinkedBlockingQueue<>();
        ExecutorService own = Executors.newSingleThreadExecutor(task -> new Thread(task, "own"));
        reopen(options.withExecutor(own));
        CompletableFuture<Void> addition = widgets.add("a", "", PQR)
                .thenRun(() -> completing.add(Thread.currentThread().getName()));
        assertThat(completing.poll(10, TimeUnit.SECONDS)).isEqualTo("own");
        addition.join();

        own.shutdown();
        CompletableFuture<Void> removal;
        try (Connection other = database.connect()) {
            other.setAutoCommit(false);
            Rows.of(
                    other,
                    "select 1 from widgets_store.widgets where serial_number = 'a' for update");
            removal = widgets.remove("a")
                    .whenComplete(
                            (done, e) -> completing.add(Thread.currentThread().getName()));
            other.rollback();
        }
        assertThat(completing.poll(10, TimeUnit.SECONDS)).doesNotContain("widgets", "own");
        removal.join();
    }

    @Test
    void a_host_that_waits_swaps_one_line() {
        WidgetRepository blocking = widgets.blocking();
        blocking.add("a", "pump", PQR);
        blocking.add("b", "tank", PQR);
        blocking.associate("a", "b", PortType.P);
        assertThatExceptionOfType(AlreadyAssociatedException.class)
                .isThrownBy(() -> blocking.associate("a", "b", PortType.P));
        assertThat(blocking.find("b").orElseThrow().ports().get(0).peer()).hasValue("a");
        assertThat(blocking.list(WidgetQuery.first(10))).hasSize(2);
        assertThat(blocking.count().widgets()).isEqualTo(2);
        blocking.dissociate("a", "b", PortType.P);
        blocking.rename("b", "valve");
        assertThat(blocking.find("b").orElseThrow().name()).isEqualTo("valve");
        blocking.remove("a");
        assertThat(blocking.find("a")).isEmpty();
    }
}
