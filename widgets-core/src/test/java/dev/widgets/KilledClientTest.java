package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

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

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() {
        started.forEach(KilledClientTest::kill);
    }

    private Process start(Path said, String... arguments) throws IOException {
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
        Process client = new ProcessBuilder(command)
                .redirectOutput(said.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        started.add(client);
        return client;
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
            clients.add(start(said(i), "c" + i + "-", Long.toString(seed + i)));
        }
        for (int i = 0; i < CLIENTS; i++) {
            awaitWords(said(i), 1000);
        }
        OwnServer.sleep(Duration.ofMillis(200 + random.nextInt(300)));
        clients.forEach(KilledClientTest::kill);
        assertNoLockIsLeft();
        database.assertSound();
        try (Connection connection = database.connect()) {
            RegistryModel registry = RegistryModel.read(connection);
            for (int i = 0; i < CLIENTS; i++) {
                Ledger ledger = replay(said(i), "c" + i + "-", seed + i);
                System.out.println("a client was killed after " + ledger.outcomes());
                ledger.check(registry);
            }
        } catch (AssertionError e) {
            throw new AssertionError("-Dwidgets.test.seed=" + seed, e);
        }
    }

    private Path said(int client) {
        return folder.resolve("client" + client);
    }

    private static void awaitWords(Path said, int enough) throws SQLException {
        Await.until(said + " is begun", () -> said.toFile().length() >= enough);
    }

    /** Does again what it said, and once more, for it may have been under way. */
    private static Ledger replay(Path said, String prefix, long seed) throws IOException {
        // the last line may be half
        Deque<String> lines = new ArrayDeque<>(Files.readAllLines(said));
        Ledger ledger = new Ledger(prefix, seed, call -> {
            String line = lines.poll();
            String called = call.toString();
            if (line == null || !line.endsWith(" " + called)) {
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

    @Test
    void a_client_that_is_killed_in_a_transaction_leaves_no_lock() throws Exception {
        WidgetRepository widgets = WidgetRepository.over(database.dataSource());
        widgets.add("a", "", Ports.parse("P"));
        widgets.add("b", "", Ports.parse("P"));
        Process client = start(said(0), "hold");
        awaitWords(said(0), 1);

        kill(client);
        assertNoLockIsLeft();

        widgets.associate("b", "a", PortType.P);
        database.assertSound();
    }

    @Test
    void a_migration_that_is_killed_leaves_nothing_and_can_be_repeated() throws Exception {
        database.execute("drop schema widgets, widgets_admin, widgets_store cascade;"
                + " create schema widgets_admin");
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("create function widgets_admin.sizes() returns record"
                    + " language sql as 'select 1, 2'");
            Process client = start(said(0), "migrate");
            Backends.waiting(database, "client");
            kill(client);
        }
        Await.until(
                "the client's sessions end",
                () -> database.query("select pid " + CLIENT).isEmpty());
        assertThat(database.query("select from pg_namespace where nspname = 'widgets'"))
                .isEmpty();

        assertThat(WidgetSchema.over(database.dataSource()).migrate()).isPositive();
        WidgetRepository.over(database.dataSource()).add("a", "", Ports.parse("P"));
    }
}
