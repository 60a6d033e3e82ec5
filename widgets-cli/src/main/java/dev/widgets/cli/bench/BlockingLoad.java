package dev.widgets.cli.bench;

import dev.widgets.Outcome;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Runs each client in its own thread, which waits for each answer. */
final class BlockingLoad implements Load {

    private static final long STACK_BYTES = 512 * 1024;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_PARK = TimeUnit.MILLISECONDS.toNanos(50);

    private final List<Client> clients;
    private final Target target;
    private final Pace pace;
    private final Tally tally;
    private final CountDownLatch working;
    private volatile boolean stopped;

    BlockingLoad(List<Client> clients, Target target, Pace pace, Tally tally) {
        this.clients = clients;
        this.target = target;
        this.pace = pace;
        this.tally = tally;
        working = new CountDownLatch(clients.size());
    }

    @Override
    public void start() {
        for (Client client : clients) {
            Thread thread =
                    new Thread(null, () -> work(client), "client-" + client.number(), STACK_BYTES);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void work(Client client) {
        try {
            while (!stopped) {
                long time = pace.isOpen() ? awaitTurn() : 0;
                if (stopped) {
                    return;
                }
                Request request = client.next();
                long begin = pace.isOpen() ? time : System.nanoTime();
                Outcome outcome = call(request);
                tally.record(client.number(), request.verb(), outcome, System.nanoTime() - begin);
                client.settle(outcome);
                if (Tally.isTrouble(outcome)) {
                    LockSupport.parkNanos(PAUSE);
                }
            }
        } finally {
            working.countDown();
        }
    }

    private Outcome call(Request request) {
        try {
            return target.call(request)
                    ? Outcome.DONE
                    : tally.wrong("The widget " + request.serialNumber() + " was not found.");
        } catch (RuntimeException e) {
            return tally.outcome(e);
        }
    }

    private long awaitTurn() {
        long now = System.nanoTime();
        long time = pace.take(now);
        if (time - now <= 0) {
            return time;
        }
        while (time - now > 0 && !stopped) {
            LockSupport.parkNanos(Math.min(time - now, LONGEST_PARK));
            now = System.nanoTime();
        }
        pace.begun(time, now);
        return time;
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
