package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Batches and single calls of many threads and of two processes. System property
 * {@code widgets.test.swarm} says how many operations, {@code widgets.test.seed} which ones.
 */
@Tag("heavy")
class MixedSwarmTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final int COUNT = Integer.getInteger("widgets.test.swarm", 60_000);
    private static final int THREADS = 8;

    /** Half of the rounds are single calls, the others batches of ten on average. */
    private static final int OPERATIONS_A_ROUND = 6;

    private final long seed = Long.getLong("widgets.test.seed", System.nanoTime());

    @BeforeEach
    void empty() throws Exception {
        database.empty();
        database.execute("drop sequence if exists " + Swarm.ORDER);
        database.execute("create sequence " + Swarm.ORDER);
    }

    @AfterEach
    void sound() throws Exception {
        database.assertSound();
        database.assertNoDeadlocks();
    }

    @Test
    void batches_and_single_calls_on_few_widgets_are_one_history() throws Exception {
        check(swarm(COUNT / 2, 12).run(seed));
    }

    @Test
    void batches_and_single_calls_on_many_widgets_are_one_history() throws Exception {
        check(swarm(COUNT / 4, 300).run(seed));
    }

    @Test
    void what_two_processes_do_is_one_history() throws Exception {
        MixedSwarm here = swarm(COUNT / 8, 30);
        Process there = start(here);
        List<History.Event> events = new ArrayList<>(here.run(seed));
        String printed = new String(there.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(there.waitFor()).isZero();
        printed.lines().map(MixedSwarm::parse).forEach(events::add);
        check(events);
    }

    private static MixedSwarm swarm(int operations, int widgets) {
        int rounds = operations / OPERATIONS_A_ROUND / THREADS;
        return new MixedSwarm(database.dataSource(), THREADS, rounds, widgets);
    }

    private Process start(MixedSwarm same) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        MixedSwarm.class.getName(),
                        database.url(),
                        database.user(),
                        database.password(),
                        String.valueOf(same.threads()),
                        String.valueOf(same.rounds()),
                        String.valueOf(same.widgets()),
                        String.valueOf(seed + same.threads()))
                .redirectError(Redirect.INHERIT)
                .start();
    }

    private void check(List<History.Event> events) throws Exception {
        String again = "-Dwidgets.test.seed=" + seed;
        try (Connection connection = database.connect()) {
            History history = new History(
                    new RegistryModel(),
                    Swarm.decided(database, events),
                    RegistryModel.read(connection));
            System.out.println("mixed swarm, " + again + ": " + events.size() + " operations, "
                    + history.done() + " changes, longest " + history.longest().toMillis() + " ms");
            history.assertLinear();
            assertThat(history.longest()).as("longest, " + again).isLessThan(Swarm.limit(database));
        } catch (AssertionError e) {
            throw new AssertionError(again, e);
        }
    }
}
