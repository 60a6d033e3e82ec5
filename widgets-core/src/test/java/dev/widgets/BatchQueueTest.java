package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.BatchQueue.Admission;
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

class BatchQueueTest {

    private static final CoalescingOptions OPTIONS = CoalescingOptions.DEFAULT
            .withLanes(2)
            .withBatchSize(100)
            .withNextLaneAt(40)
            .withQueueLength(150);

    private final BatchQueue<Integer> queue = new BatchQueue<>(OPTIONS);
    private final ExecutorService other = Executors.newSingleThreadExecutor();

    @AfterEach
    void end() {
        other.shutdown();
    }

    private void add(int from, int to) {
        IntStream.range(from, to)
                .forEach(i -> assertThat(queue.offer(i)).isEqualTo(Admission.QUEUED));
    }

    /** Returns the batch that the other lane gets. */
    private List<Integer> get(Future<List<Integer>> taken) throws Exception {
        return taken.get(10, TimeUnit.SECONDS);
    }

    @Test
    void an_idle_lane_takes_the_whole_queue_up_to_a_batch() {
        add(0, 130);

        assertThat(queue.take()).hasSize(100).startsWith(0, 1, 2);
        assertThat(queue.size()).isEqualTo(30);
        assertThat(queue.takeNext()).hasSize(30).endsWith(129);
        queue.endDirect();
    }

    @Test
    void a_second_lane_waits_for_a_larger_batch() throws Exception {
        // a lane waits for 20 ms only, so its thread runs before they begin
        Thread lane = other.submit(Thread::currentThread).get();
        add(0, 2);
        queue.take();
        add(2, 41);
        Future<List<Integer>> taken = other.submit(queue::take);
        while (!taken.isDone() && lane.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        add(41, 42);

        assertThat(get(taken)).hasSize(40);
    }

    @Test
    void a_second_lane_does_not_wait_for_a_stalled_sender() throws Exception {
        add(0, 2);
        queue.take();
        Future<List<Integer>> taken = other.submit(queue::take);
        add(2, 5);

        assertThat(get(taken)).containsExactly(2, 3, 4);
    }

    @Test
    void without_competing_callers_every_lane_takes_what_there_is() throws Exception {
        add(0, 1);
        queue.take();
        add(1, 2);

        assertThat(get(other.submit(queue::take))).containsExactly(1);
    }

    @Test
    void a_caller_sends_directly_only_while_the_queue_is_empty_and_a_lane_is_idle()
            throws Exception {
        assertThat(queue.beginDirect()).isTrue();
        assertThat(other.submit(queue::beginDirect).get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(queue.beginDirect()).isFalse();
        queue.endDirect();
        add(0, 1);
        assertThat(queue.beginDirect()).isFalse();
    }

    @Test
    void a_full_queue_and_a_closed_queue_admit_nothing() {
        add(0, 150);
        assertThat(queue.offer(150)).isEqualTo(Admission.FULL);

        queue.take();
        queue.takeNext();
        queue.endDirect();
        queue.close();
        assertThat(queue.offer(0)).isEqualTo(Admission.CLOSED);
        assertThat(queue.beginDirect()).isFalse();
        assertThat(queue.take()).isEmpty();
    }

    @Test
    void closing_waits_until_everything_has_been_sent() throws Exception {
        add(0, 3);
        queue.take();
        Future<?> closing = other.submit(queue::close);
        Await.until("the queue is closed", () -> queue.offer(3) == Admission.CLOSED);
        assertThat(closing.isDone()).isFalse();

        while (!queue.takeNext().isEmpty()) {
            assertThat(closing.isDone()).isFalse();
        }
        closing.get(10, TimeUnit.SECONDS);
    }

    /** Sending takes about as long as the stall limit, so that signals and timeouts coincide. */
    @Test
    void no_operation_is_forgotten() throws Exception {
        int size = 48;
        BatchQueue<Semaphore> crowded = new BatchQueue<>(OPTIONS);
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
                    assertThat(crowded.offer(answer)).isEqualTo(Admission.QUEUED);
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
