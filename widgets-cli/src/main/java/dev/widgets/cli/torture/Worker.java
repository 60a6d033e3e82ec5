package dev.widgets.cli.torture;

import com.zaxxer.hikari.HikariDataSource;
import dev.widgets.TimeLimits;
import dev.widgets.WidgetCoalescer;
import dev.widgets.WidgetPool;
import dev.widgets.WidgetRepository;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;

/**
 * A process of clients. Each client makes and records one call after another until standard input
 * ends. The environment variable {@code WIDGETS_URL} specifies the database.
 */
final class Worker {

    private static final int COALESCER_CONNECTIONS = 4;
    private static final long TROUBLE_MILLIS = 50;

    private final WorkerPlan plan;
    private final Recorder recorder = new Recorder(new FileOutputStream(FileDescriptor.out));
    private final Map<Transport, Invoker> invokers = new EnumMap<>(Transport.class);
    private volatile boolean ending;

    private Worker(WorkerPlan plan) {
        this.plan = plan;
    }

    /** Runs with the arguments of {@link WorkerPlan#arguments}. */
    public static void main(String[] args) throws IOException, InterruptedException {
        LogManager.getLogManager().reset();
        new Worker(WorkerPlan.parse(args)).work();
    }

    private void work() throws IOException, InterruptedException {
        URI service = URI.create(plan.service());
        int alone = (int) plan.clients().stream()
                .filter(client -> plan.transport(client) == Transport.SINGULAR)
                .count();
        try (HikariDataSource pool = pool(Math.max(1, alone));
                HikariDataSource shared = pool(COALESCER_CONNECTIONS);
                WidgetCoalescer coalescer = WidgetCoalescer.open(shared)) {
            invokers.put(Transport.SINGULAR, new RepositoryInvoker(WidgetRepository.over(pool)));
            invokers.put(Transport.COALESCED, new FutureInvoker(coalescer));
            invokers.put(Transport.WAITING, new RepositoryInvoker(coalescer.blocking()));
            invokers.put(Transport.HTTP, new HttpInvoker(service, false));
            invokers.put(Transport.KEYED, new HttpInvoker(service, true));
            List<Thread> threads = new ArrayList<>();
            for (int client : plan.clients()) {
                Thread thread = new Thread(() -> run(client), "client-" + client);
                threads.add(thread);
                thread.start();
            }
            awaitEnd();
            ending = true;
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private static HikariDataSource pool(int size) {
        return WidgetPool.open(
                System.getenv("WIDGETS_URL"), new Properties(), size, TimeLimits.DEFAULT);
    }

    private static void awaitEnd() throws IOException {
        int read = System.in.read();
        while (read >= 0) {
            read = System.in.read();
        }
    }

    private void run(int client) {
        Transport transport = plan.transport(client);
        Invoker invoker = invokers.getOrDefault(
                transport, (step, id) -> CallOutcome.wrong("unknown transport"));
        Steps steps = new Steps(plan, client);
        try {
            for (int number = 1; !ending; number++) {
                String id = plan.process() + "." + plan.incarnation() + "." + client + "." + number;
                Step step = steps.next(id);
                recorder.begin(id, transport, step);
                CallOutcome outcome = invoker.call(step, id);
                recorder.end(id, outcome);
                if (!outcome.isAnswer()) {
                    TimeUnit.MILLISECONDS.sleep(TROUBLE_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
