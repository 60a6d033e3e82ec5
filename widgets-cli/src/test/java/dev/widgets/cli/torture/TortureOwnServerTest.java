package dev.widgets.cli.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.Main;
import dev.widgets.cli.connect.ConnectionOptions;
import dev.widgets.cli.console.Notices;
import dev.widgets.cli.fixture.CommandProcess;
import dev.widgets.cli.fixture.PreparedFolder;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests with a server that is killed. */
class TortureOwnServerTest {

    /** A seed whose first faults are stops without a checkpoint. */
    private static final long SEED_OF_CRASHES = 22;

    @TempDir
    private Path home;

    @BeforeEach
    void the_programs_of_postgresql_are_prepared() throws IOException {
        home = home.toRealPath();
        PreparedFolder.empty(home.resolve("data/widgets"));
    }

    @AfterEach
    void nothing_is_left_behind() throws IOException {
        List<ProcessHandle> left = CommandProcess.servers(home);
        left.forEach(ProcessHandle::destroyForcibly);
        assertThat(left).isEmpty();
        assertThat(home.resolve("cache")).doesNotExist();
        PreparedFolder.unlink(home.resolve("data/widgets"));
    }

    private CommandProcess torture(String... options) {
        List<String> arguments = new java.util.ArrayList<>(
                List.of("torture", "--history", home.resolve("history.tsv").toString()));
        arguments.addAll(List.of(options));
        return CommandProcess.start(home, arguments.toArray(String[]::new));
    }

    @Test
    void nothing_is_lost_when_the_server_is_killed() {
        Screen screen = torture("--duration", "8s", "--faults", "kill-server,kill-backend,cut")
                .end();
        assertThat(screen.exitCode()).as(screen.toString()).isZero();
        assertThat(screen.out())
                .containsPattern("faults: [1-9]\\d* kill-server")
                .contains("Deadlocks were not counted: ")
                .containsPattern("PASSED: ");
        assertThat(screen.err())
                .matches("(?s)database: temporary PostgreSQL server in \\Q" + home
                        + "\\E/cache/widgets/try-\\d+\n.*Checking the history \\.\\.\\.\n");
    }

    @Test
    void an_interrupted_torture_leaves_nothing_behind() throws IOException {
        CommandProcess process = torture("--duration", "60s");
        CommandProcess.await("it is at work", () -> process.printed().contains("torturing"));
        process.interrupt();
        Screen screen = process.end();
        assertThat(screen.exitCode()).isEqualTo(CommandProcess.interrupted());
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            assertThat(all.filter(
                            one -> one.info().commandLine().orElse("").contains(home.toString())))
                    .isEmpty();
        }
    }

    /** A server known to be bad: it reports a commit before it is on disk. */
    @Test
    void a_server_that_loses_commits_is_detected() throws Exception {
        Terminal terminal = new Terminal()
                .with("XDG_DATA_HOME", home.resolve("data").toString())
                .with("XDG_CACHE_HOME", home.resolve("cache").toString());
        Notices notices = new Notices(System.err, false);
        ConnectionOptions none = new ConnectionOptions(Optional.empty(), Optional.empty(), false);
        try (TortureDatabase database =
                TortureDatabase.open(none, terminal.environment(), notices, Main.class)) {
            try (Connection connection = database.site().control().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("alter database postgres set synchronous_commit = off");
                statement.execute("alter system set wal_writer_delay = '10s'");
                statement.execute("select pg_reload_conf()");
            }
            TorturePlan plan = new TorturePlan(
                    Duration.ofSeconds(5),
                    SEED_OF_CRASHES,
                    16,
                    1,
                    40,
                    List.of(Transport.SINGULAR, Transport.COALESCED),
                    Set.of(Fault.KILL_SERVER),
                    home.resolve("history.tsv"));
            TortureResult result = Torture.run(plan, database.site(), new NoProgress());
            assertThat(result.verdict()).isEqualTo(TortureResult.Verdict.VIOLATED);
        }
    }

    @Test
    @Tag("torture")
    void nothing_is_lost_in_minutes() {
        Screen screen = CommandProcess.run(
                home,
                "torture",
                "--history",
                home.resolve("history.tsv").toString(),
                "--duration",
                "30s");
        assertThat(screen.exitCode()).as(screen.toString()).isZero();
        assertThat(Files.exists(home.resolve("history.tsv"))).isTrue();
    }

    /** Ignores progress. */
    private record NoProgress() implements TortureProgress.Listener {

        @Override
        public void tick(TortureProgress tick) {}

        @Override
        public void checking() {}
    }
}
