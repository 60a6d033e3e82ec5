package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that are killed: no lock is left, and what they had been told is true. */
@Tag("once")
class KilledClientTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final int CLIENTS = 3;
    private static final String CLIENT = "from pg_stat_activity where application_name = 'client'";

    @BeforeEach
    void empty() throws Exception {
        database.empty();
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LoadClient.class.getName(),
                database.url(),
                database.user(),
                database.password()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void kill(Process client) {
        client.destroyForcibly();
        client.onExit().join();
    }

    private static void assertNoLockIsLeft() throws Exception {
        Await.until(
                "the client's sessions end",
                () -> database.query("select pid " + CLIENT).isEmpty());
        database.query("select from widgets_store.widgets for update nowait");
    }

    @Test
    void what_killed_clients_were_told_is_true() throws Exception {
        long seed = Long.getLong("widgets.test.seed", System.nanoTime());
        Random random = new Random(seed);
        List<Process> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(start("c" + i + "-", Long.toString(seed + i)));
        }
        for (Process client : clients) {
            assertThat(client.getInputStream().read()).isPositive();
        }
        OwnServer.sleep(Duration.ofMillis(200 + random.nextInt(300)));
        clients.forEach(KilledClientTest::kill);
        assertNoLockIsLeft();
        database.assertSound();
        try (Connection connection = database.connect()) {
            RegistryModel registry = RegistryModel.read(connection);
            for (int i = 0; i < CLIENTS; i++) {
                Ledger ledger = replay(clients.get(i), "c" + i + "-", seed + i);
                System.out.println("a client was killed after " + ledger.outcomes());
                ledger.check(registry);
            }
        } catch (AssertionError e) {
            throw new AssertionError("-Dwidgets.test.seed=" + seed, e);
        }
    }

    /** Does again what it said, and once more, for it may have been under way. */
    private static Ledger replay(Process client, String prefix, long seed) throws IOException {
        Deque<String> lines = new ArrayDeque<>();
        try (BufferedReader reader = client.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(lines::add);
        }
        // the first letter was read to see that it has begun, and the last line may be half
        lines.addFirst(firstOutcome(lines.removeFirst()));
        Ledger ledger = new Ledger(prefix, seed, call -> {
            String line = lines.poll();
            String said = call.toString();
            if (line == null || !line.endsWith(" " + said)) {
                assertThat(lines)
                        .as("what it said after a call that is not the next")
                        .isEmpty();
                return Ledger.Outcome.UNKNOWN;
            }
            return Ledger.Outcome.valueOf(line.substring(0, line.indexOf(' ')));
        });
        while (!lines.isEmpty()) {
            ledger.step();
        }
        ledger.step();
        return ledger;
    }

    private static String firstOutcome(String line) {
        for (Ledger.Outcome outcome : Ledger.Outcome.values()) {
            if (line.startsWith(outcome.toString().substring(1) + " ")) {
                return outcome.toString().charAt(0) + line;
            }
        }
        throw new AssertionError(line);
    }

    @Test
    void a_client_that_is_killed_in_a_transaction_leaves_no_lock() throws Exception {
        WidgetRepository widgets = WidgetRepository.over(database.dataSource());
        widgets.add("a", "", Ports.parse("P"));
        widgets.add("b", "", Ports.parse("P"));
        Process client = start("hold");
        assertThat(client.inputReader().readLine()).isEqualTo("holding");

        kill(client);
        assertNoLockIsLeft();

        widgets.associate("b", "a", PortType.P);
        database.assertSound();
    }
}
