package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.WaitingLine.Admission;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WaitingLineTest {

    private static final CoalescingOptions OPTIONS =
            CoalescingOptions.DEFAULT.withLanes(2).withBatchSize(100).withQueueLength(150);

    private final WaitingLine<Integer> line = new WaitingLine<>(OPTIONS);
    private final ExecutorService other = Executors.newSingleThreadExecutor();

    @AfterEach
    void end() {
        other.shutdown();
    }

    private void add(int from, int to) {
        IntStream.range(from, to).forEach(i -> assertThat(line.add(i)).isEqualTo(Admission.WAITS));
    }

    /** What the other lane gets. */
    private List<Integer> get(Future<List<Integer>> taken) throws Exception {
        return taken.get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_free_lane_takes_all_that_waits_up_to_a_batch() {
        add(0, 130);

        assertThat(line.take()).hasSize(100).startsWith(0, 1, 2);
        assertThat(line.size()).isEqualTo(30);
        assertThat(line.takeNext()).hasSize(30).endsWith(129);
        line.sent();
    }

    @Test
    void another_lane_waits_for_a_crowd() throws Exception {
        add(0, 2);
        line.take();
        add(2, 33);
        Future<List<Integer>> taken = other.submit(line::take);
        add(33, 34);

        assertThat(get(taken)).hasSize(32);
    }

    @Test
    void one_that_is_held_up_is_not_waited_for() throws Exception {
        add(0, 2);
        line.take();
        Future<List<Integer>> taken = other.submit(line::take);
        add(2, 5);

        assertThat(get(taken)).containsExactly(2, 3, 4);
    }

    @Test
    void where_each_comes_alone_every_lane_takes_what_there_is() throws Exception {
        add(0, 1);
        line.take();
        add(1, 2);

        assertThat(get(other.submit(line::take))).containsExactly(1);
    }

    @Test
    void a_caller_passes_only_where_nobody_waits_and_lanes_are_free() throws Exception {
        assertThat(line.pass()).isTrue();
        assertThat(other.submit(line::pass).get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(line.pass()).isFalse();
        line.sent();
        add(0, 1);
        assertThat(line.pass()).isFalse();
    }

    @Test
    void a_full_line_and_a_closed_one_let_nobody_in() {
        add(0, 150);
        assertThat(line.add(150)).isEqualTo(Admission.TOO_MANY);

        line.take();
        line.takeNext();
        line.sent();
        line.close();
        assertThat(line.add(0)).isEqualTo(Admission.CLOSED);
        assertThat(line.pass()).isFalse();
        assertThat(line.take()).isEmpty();
    }

    @Test
    void closing_waits_until_all_has_been_sent() throws Exception {
        add(0, 3);
        line.take();
        Future<?> closing = other.submit(line::close);
        Await.until("the line is closed", () -> line.add(3) == Admission.CLOSED);
        assertThat(closing.isDone()).isFalse();

        while (!line.takeNext().isEmpty()) {
            assertThat(closing.isDone()).isFalse();
        }
        closing.get(10, TimeUnit.SECONDS);
    }

    /** Sending takes about as long as lanes have patience, so that calls and their ends meet. */
    @Test
    void nobody_is_forgotten() throws Exception {
        int size = 48;
        WaitingLine<Semaphore> crowded = new WaitingLine<>(OPTIONS);
        ExecutorService threads = Executors.newCachedThreadPool();
        for (int i = 0; i < OPTIONS.lanes(); i++) {
            threads.execute(() -> {
                List<Semaphore> taken = crowded.take();
                while (!taken.isEmpty()) {
                    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(40_000_000));
                    taken.forEach(Semaphore::release);
                    taken = crowded.takeNext();
                }
            });
        }
        List<Future<Boolean>> callers = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            callers.add(threads.submit(() -> {
                Semaphore answer = new Semaphore(0);
                boolean answered = true;
                for (int j = 0; j < 100 && answered; j++) {
                    crowded.add(answer);
                    answered = answer.tryAcquire(5, TimeUnit.SECONDS);
                }
                return answered;
            }));
        }
        for (Future<Boolean> caller : callers) {
            assertThat(caller.get()).isTrue();
        }
        crowded.close();
        threads.shutdown();
    }
}
