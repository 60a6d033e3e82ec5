package dev.widgets.cli.bench;

import dev.widgets.AsyncWidgetRepository;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs clients without threads: the end of an operation starts the next one. With a rate, clients
 * that are ahead of schedule wait in a queue, and one thread starts their operations.
 */
final class AsyncLoad implements Load {

    private static final long EMPTY_PARK = TimeUnit.MICROSECONDS.toNanos(200);
    private static final long LONGEST_PARK = TimeUnit.MILLISECONDS.toNanos(50);

    private final List<AsyncClient> clients;
    private final AsyncWidgetRepository widgets;
    private final Pace pace;
    private final Tally tally;
    private final Queue<AsyncClient> early = new ConcurrentLinkedQueue<>();
    private final CountDownLatch working;
    private volatile boolean stopped;

    AsyncLoad(List<Client> clients, AsyncWidgetRepository widgets, Pace pace, Tally tally) {
        this.widgets = widgets;
        this.pace = pace;
        this.tally = tally;
        this.clients =
                clients.stream().map(client -> new AsyncClient(client, this)).toList();
        working = new CountDownLatch(clients.size());
    }

    AsyncWidgetRepository widgets() {
        return widgets;
    }

    Pace pace() {
        return pace;
    }

    Tally tally() {
        return tally;
    }

    @Override
    public void start() {
        if (pace.isOpen()) {
            Thread thread = new Thread(this::keepPace, "pace");
            thread.setDaemon(true);
            thread.start();
        }
        clients.forEach(AsyncClient::run);
    }

    /** Queues a client that is ahead of schedule. */
    void isEarly(AsyncClient client) {
        early.add(client);
    }

    /** Called when a client has no pending operation and will not start another. */
    void hasEnded() {
        working.countDown();
    }

    boolean isStopped() {
        return stopped;
    }

    private void keepPace() {
        while (working.getCount() > 0) {
            AsyncClient next = early.poll();
            if (next == null) {
                LockSupport.parkNanos(EMPTY_PARK);
                continue;
            }
            long time = next.time();
            long now = System.nanoTime();
            while (time - now > 0 && !stopped) {
                LockSupport.parkNanos(Math.min(time - now, LONGEST_PARK));
                now = System.nanoTime();
            }
            if (stopped) {
                hasEnded();
            } else {
                pace.begun(time, now);
                next.begin();
            }
        }
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public boolean awaitEnd(long millis) throws InterruptedException {
        return working.await(millis, TimeUnit.MILLISECONDS);
    }
}
