package dev.widgets.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.widgets.CitusServer;
import dev.widgets.Distributed;
import dev.widgets.FailedException;
import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.RefusedException;
import dev.widgets.TimeLimits;
import dev.widgets.UnknownOutcomeException;
import dev.widgets.WidgetCoalescer;
import dev.widgets.WidgetPool;
import dev.widgets.WidgetRepository;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * A worker is killed while callers change a registry that Citus distributes. Reads are not checked:
 * until Citus has completed the transactions of the worker, they may see what was before.
 */
@Distributed
@EnabledIfEnvironmentVariable(named = CitusCrashTest.KILL, matches = ".+")
class CitusCrashTest {

    /** A program that the test calls with "kill N" and "up N" for the worker N. */
    static final String KILL = "WIDGETS_CITUS_KILL";

    private static final int CALLERS = 12;
    private static final String DONE = "done";
    private static final String NOTHING = "nothing was done";
    private static final String UNKNOWN = "unknown";

    private static final String WIDGETS =
            "select coalesce(string_agg(w.serial_number, ' '), '') from widgets_store.widgets w";

    private static final String ASSOCIATIONS = """
            select coalesce(string_agg(w.serial_number || '~' || p.peer, ' '), '')
            from widgets_store.widgets w
            cross join lateral unnest(w.peers) p (peer)
            where p.peer is not null
            """;

    /** The outcomes by serial number, and by pair with a tilde. */
    private final Map<String, String> outcomes = new ConcurrentHashMap<>();

    private volatile boolean stopped;

    @Test
    void what_callers_were_told_is_true_after_the_crash_of_a_worker() throws Exception {
        CitusServer cluster = CitusServer.find().orElseThrow();
        CommandDatabase database =
                CommandDatabase.on(cluster.coordinator(), cluster::createDistributed);
        try (HikariDataSource pool = WidgetPool.open(
                        database.connection().url(),
                        database.connection().properties(),
                        CALLERS,
                        TimeLimits.DEFAULT);
                WidgetCoalescer coalescer = WidgetCoalescer.open(pool)) {
            crash(List.of(WidgetRepository.over(pool), coalescer.blocking()));
        }
        Thread.sleep(3_000); // Citus completes transactions every second
        assertOutcomesAreTrue(database);
        assertThat(Terminal.on(database).run("verify").exitCode()).isZero();
        cluster.drop(database.name());
    }

    private void crash(List<WidgetRepository> ways) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            String name = "w" + i + "-";
            WidgetRepository widgets = ways.get(i % ways.size());
            running.add(threads.submit(() -> work(widgets, name)));
        }
        try {
            Thread.sleep(2_000);
            worker("kill");
            Thread.sleep(1_500);
            worker("up");
            Thread.sleep(2_000);
        } finally {
            stopped = true;
            threads.shutdown();
        }
        for (Future<?> one : running) {
            one.get();
        }
    }

    /** Adds widgets and associates each with the one before. */
    private void work(WidgetRepository widgets, String name) {
        for (int i = 1; !stopped; i++) {
            String one = name + i;
            String before = name + (i - 1);
            record(one, () -> widgets.add(one, "", Ports.parse("PP")));
            record(one + "~" + before, () -> widgets.associate(one, before, PortType.P));
        }
    }

    private void record(String what, Runnable operation) {
        try {
            operation.run();
            outcomes.put(what, DONE);
        } catch (UnknownOutcomeException e) {
            outcomes.put(what, UNKNOWN);
        } catch (FailedException | RefusedException e) {
            outcomes.put(what, NOTHING);
        }
    }

    private void assertOutcomesAreTrue(CommandDatabase database) {
        Set<String> there = ConcurrentHashMap.newKeySet();
        there.addAll(List.of(database.query(WIDGETS).split(" ")));
        there.addAll(List.of(database.query(ASSOCIATIONS).split(" ")));
        Map<String, Integer> counts = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        outcomes.forEach((what, outcome) -> {
            counts.merge(outcome, 1, Integer::sum);
            if (outcome.equals(there.contains(what) ? NOTHING : DONE)) {
                wrong.add(what + " " + outcome);
            }
        });
        System.out.println("crash of a worker: " + counts);
        assertThat(wrong).isEmpty();
        assertThat(counts).containsKeys(DONE, NOTHING);
    }

    private static void worker(String what) throws Exception {
        Process process =
                new ProcessBuilder(System.getenv(KILL), what, "1").inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }
}
