package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * Many callers over one pool while harm is done to the server; each keeps its {@link Ledger}. Every
 * other one sends its operations through a {@link WidgetCoalescer}.
 */
final class Crowd implements AutoCloseable {

    static final TimeLimits LIMITS = new TimeLimits(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(6));

    /** What is done to the server while the callers are at work. */
    @FunctionalInterface
    interface Harm {
        void run() throws Exception;
    }

    private static final String BUSY = """
            select pid from pg_stat_activity
            where backend_type = 'client backend' and pid <> pg_backend_pid() and state <> 'idle'
            """;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HikariDataSource pool;
    private final WidgetCoalescer coalescer;
    private final DataSource direct;
    private final List<Ledger> ledgers;
    private final long seed;
    private volatile boolean stopped;

    /**
     * @param url what the pool connects to
     * @param direct connections for looking at what is there
     */
    Crowd(String url, DataSource direct, int size) {
        this.direct = direct;
        seed = Long.getLong("widgets.test.seed", System.nanoTime());
        pool = WidgetPool.open(url, OwnServer.credentials(), size, LIMITS);
        coalescer = WidgetCoalescer.open(pool);
        WidgetRepository singular = WidgetRepository.over(pool);
        WidgetRepository coalesced = coalescer.blocking();
        ledgers = IntStream.range(0, size)
                .mapToObj(i ->
                        Ledger.over("w" + i + "-", seed + i, i % 2 == 0 ? singular : coalesced))
                .toList();
    }

    /** Lets them work, does the harm meanwhile, and checks that they heal and what is there. */
    void survive(String name, Duration before, Harm harm, Duration after) throws Exception {
        stopped = false;
        List<Future<?>> running = new ArrayList<>();
        for (Ledger ledger : ledgers) {
            running.add(threads.submit(() -> work(ledger)));
        }
        try {
            try {
                OwnServer.sleep(before);
                harm.run();
                awaitHealed();
                OwnServer.sleep(after);
            } finally {
                stopped = true;
                // what a caller has found comes before what the harm has missed because of it
                for (Future<?> one : running) {
                    one.get();
                }
            }
            check();
        } catch (AssertionError | ExecutionException e) {
            throw new AssertionError(name + ", -Dwidgets.test.seed=" + seed, e);
        }
    }

    /** Each caller gets something done again, over the same pool. */
    private void awaitHealed() throws SQLException {
        List<Long> before = done();
        Await.until(
                "the pool heals",
                () -> IntStream.range(0, ledgers.size())
                        .allMatch(i -> done().get(i) > before.get(i)));
    }

    private List<Long> done() {
        return ledgers.stream()
                .map(ledger -> ledger.outcomes().getOrDefault(Ledger.Outcome.DONE, 0L))
                .toList();
    }

    private void work(Ledger ledger) {
        while (!stopped) {
            ledger.step();
        }
    }

    private void check() throws SQLException {
        Await.until("all that was given up has ended", () -> {
            try (Connection connection = direct.getConnection()) {
                return Rows.of(connection, BUSY).isEmpty();
            }
        });
        try (Connection connection = direct.getConnection()) {
            RegistryModel registry = RegistryModel.read(connection);
            ledgers.forEach(ledger -> ledger.check(registry));
            assertThat(Rows.of(connection, "select * from widgets_admin.check_integrity()"))
                    .isEmpty();
            assertThat(Rows.of(connection, Invariants.VIOLATIONS)).isEmpty();
        }
    }

    /** How many operations have ended how, in all. */
    Map<Ledger.Outcome, Long> outcomes() {
        Map<Ledger.Outcome, Long> sum = new EnumMap<>(Ledger.Outcome.class);
        ledgers.forEach(ledger -> ledger.outcomes()
                .forEach((outcome, count) -> sum.merge(outcome, count, Long::sum)));
        return sum;
    }

    /** Says what was done, for the log. */
    String report(String name) {
        return name + ": " + outcomes() + ", -Dwidgets.test.seed=" + seed;
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdownNow();
        coalescer.close();
        pool.close();
    }
}
