package dev.widgets.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.console.BuildVersions;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.Notices;
import dev.widgets.cli.fixture.CommandProcess;
import dev.widgets.cli.fixture.PreparedFolder;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The embedded PostgreSQL and the processes that use it, all of them real. */
class EmbeddedLifeTest extends EmbeddedTest {

    private EmbeddedServer use() throws IOException {
        return EmbeddedServer.open(
                new DataFolder(folder), folder, ServerUse.KEPT, new Notices(System.err, false));
    }

    /** Holds a lock in the server that makes every command wait, and leaves the server to them. */
    private Connection blocked(EmbeddedServer server) throws SQLException {
        Connection blocker = server.connection().dataSource(CommandLimits.LONG).getConnection();
        blocker.setAutoCommit(false);
        blocker.createStatement()
                .execute("lock table widgets_store.widgets in access exclusive mode");
        return blocker;
    }

    /** A command that has come to the lock. */
    private CommandProcess waiting(EmbeddedServer server, String... arguments) throws SQLException {
        CommandProcess command = CommandProcess.start(home, arguments);
        try (Connection observer =
                server.connection().dataSource(CommandLimits.BRIEF).getConnection()) {
            CommandProcess.await("a command waits", () -> isAnyWaiting(observer));
        }
        return command;
    }

    private static boolean isAnyWaiting(Connection observer) {
        // seeding first waits to change the margin of the table, and gives up before the blocks
        String waiting = "select from pg_stat_activity where wait_event_type = 'Lock'"
                + " and query not like 'alter table %'";
        try (var rows = observer.createStatement().executeQuery(waiting)) {
            return rows.next();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private String say(String line) {
        return "database: embedded PostgreSQL 18 in " + folder + "\n" + line;
    }

    @Test
    void the_first_command_creates_the_database_and_leaves_no_process() throws IOException {
        PreparedFolder.empty(folder);

        CommandProcess.run(home, "add", "W1", "pump", "PQR")
                .shows(
                        0,
                        "",
                        "Setting up PostgreSQL in " + folder + ", once ...\n"
                                + say("Added W1, ports PQR.\n"));

        assertThat(CommandProcess.servers(home)).isEmpty();
        CommandProcess.run(home, "show", "W1").shows(0, W1, "");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("password"))))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "bin-" + BuildVersions.read().postgresql(),
                            "password",
                            "postgresql",
                            "postgresql.log",
                            "turn.lock",
                            "users.lock");
        }
        assertThat(Files.readString(folder.resolve("postgresql.log")))
                .doesNotContain(Files.readString(folder.resolve("password")).strip());
    }

    @Test
    void the_server_is_durable_and_requires_the_password() throws Exception {
        PreparedFolder.filled(folder);
        try (EmbeddedServer server = use();
                Connection session =
                        server.connection().dataSource(CommandLimits.BRIEF).getConnection();
                var row = session.createStatement().executeQuery("""
                                        select
                                          concat_ws(' ', current_setting('fsync'),
                                            current_setting('synchronous_commit'),
                                            current_setting('full_page_writes'),
                                            current_setting('listen_addresses'),
                                            current_setting('unix_socket_directories'),
                                            (select string_agg(distinct auth_method, ' ') from pg_hba_file_rules)),
                                          (select datlocale from pg_database where datname = 'postgres')
                                        """)) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("on on on 127.0.0.1  scram-sha-256");
            assertThat(row.getString(2)).isEqualTo("C.UTF-8");
            String port = server.connection().url().replaceAll(".*:(\\d+)/.*", "$1");
            Screen stranger = new Terminal()
                    .with("PGPASSWORD", "wrong")
                    .run("list", "--url", "postgresql://postgres@127.0.0.1:" + port + "/postgres");
            assertThat(stranger.exitCode()).isEqualTo(4);
            assertThat(stranger.err()).contains("password authentication failed");
        }
    }

    @Test
    void concurrent_commands_share_the_server_and_the_last_one_stops_it() throws IOException {
        PreparedFolder.filled(folder);
        List<CommandProcess> commands = Stream.of("A", "B", "C", "D")
                .map(name -> CommandProcess.start(home, "add", name, "pump", "P"))
                .toList();
        for (int i = 0; i < 4; i++) {
            commands.get(i).end().shows(0, "", say("Added " + (char) ('A' + i) + ", ports P.\n"));
        }
        assertThat(CommandProcess.servers(home)).isEmpty();
        assertThat(CommandProcess.run(home, "list", "-o", "csv").out().lines()).hasSize(6);
    }

    @Test
    void the_server_of_a_killed_command_is_stopped_by_the_next_command() throws Exception {
        PreparedFolder.filled(folder);
        EmbeddedServer server = use();
        try (Connection blocker = blocked(server)) {
            CommandProcess command = waiting(server, "list");
            server.close();
            command.kill();
            assertThat(CommandProcess.servers(home)).hasSize(1);
            blocker.rollback();
        }

        Screen next = CommandProcess.run(home, "-v", "show", "W1");

        assertThat(next.out()).isEqualTo(W1);
        assertThat(next.err()).contains("Found the embedded PostgreSQL running on port ");
        assertThat(CommandProcess.servers(home)).isEmpty();
    }

    @Test
    void an_interrupted_command_stops_the_server_and_says_nothing() throws Exception {
        PreparedFolder.filled(folder);
        EmbeddedServer server = use();
        try (Connection blocker = blocked(server)) {
            CommandProcess command = waiting(server, "list");
            server.close();
            command.interrupt();
            command.end().shows(CommandProcess.interrupted(), "", "");
            assertThat(blocker.isValid(1)).isFalse();
        }
        assertThat(CommandProcess.servers(home)).isEmpty();
        CommandProcess.run(home, "show", "W1").shows(0, W1, "");
    }

    @Test
    void an_interrupted_run_completes_its_blocks_before_the_server_stops() throws Exception {
        PreparedFolder.filled(folder);
        EmbeddedServer server = use();
        try (Connection blocker = blocked(server)) {
            CommandProcess seeding = waiting(server, "seed", "-n", "100000", "--yes", "-j", "1");
            server.close();
            seeding.interrupt();
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3));
            assertThat(blocker.isValid(5)).isTrue();
            blocker.rollback();

            Screen screen = seeding.end();

            assertThat(screen.exitCode()).isEqualTo(CommandProcess.interrupted());
            assertThat(screen.err()).contains("widgets: Seeding was stopped. Run 1 has written ");
        }
        assertThat(CommandProcess.servers(home)).isEmpty();
    }

    @Test
    void an_interrupted_command_leaves_the_server_to_its_other_users() throws Exception {
        PreparedFolder.filled(folder);
        try (EmbeddedServer server = use();
                Connection blocker = blocked(server)) {
            CommandProcess command = waiting(server, "list");
            command.interrupt();
            command.end().shows(CommandProcess.interrupted(), "", "");
            blocker.rollback();
            CommandProcess.run(home, "show", "W1").shows(0, W1, "");
            assertThat(blocker.isValid(5)).isTrue();
        }
    }

    @Test
    void a_killed_server_is_restarted_without_losing_committed_data() throws Exception {
        PreparedFolder.filled(folder);
        EmbeddedServer server = use();
        try (Connection session =
                server.connection().dataSource(CommandLimits.BRIEF).getConnection()) {
            session.createStatement().execute("select widgets.add_widget('W2', 'valve', '{P}')");
            CommandProcess.servers(home).forEach(ProcessHandle::destroyForcibly);
            CommandProcess.await(
                    "the server ends", () -> CommandProcess.servers(home).isEmpty());
        }
        server.close();

        assertThat(CommandProcess.run(home, "list", "-o", "csv").out()).contains("W1,", "W2,");
    }

    @Test
    void a_command_that_is_killed_during_setup_does_no_harm() throws Exception {
        PreparedFolder.empty(folder);
        CommandProcess command = CommandProcess.start(home, "add", "W1", "pump", "PQR");
        CommandProcess.await("initdb begins", this::initdbHasBegun);
        command.kill();

        Screen next = CommandProcess.run(home, "add", "W1", "pump", "PQR");
        assertThat(next.err()).endsWith("Added W1, ports PQR.\n");
        assertThat(next.exitCode()).isZero();
        CommandProcess.run(home, "show", "W1").shows(0, W1, "");
    }

    private boolean initdbHasBegun() {
        String[] files = folder.toFile().list();
        return Stream.of(files == null ? new String[0] : files)
                .anyMatch(file -> file.startsWith("postgresql.unfinished-")
                        && Files.exists(folder.resolve(file).resolve("base")));
    }

    /** As in a container without an init process, which keeps dead processes listed. */
    @Test
    void a_server_that_is_dead_but_still_listed_is_replaced_at_once() throws Exception {
        PreparedFolder.filled(folder);
        // bash would reap its child; sleep, which replaces it before the child ends, does not
        String script = "(until grep -q sleep /proc/$$/comm; do sleep 0.01; done) & echo $!;"
                + " exec sleep 60";
        Process parent = new ProcessBuilder("bash", "-c", script).start();
        try {
            String dead = parent.inputReader().readLine();
            PostmasterFile file = new PostmasterFile(Long.parseLong(dead), 1);
            CommandProcess.await("the process is a zombie", file::isZombie);
            Files.writeString(
                    folder.resolve("postgresql/postmaster.pid"),
                    dead + "\n" + folder.resolve("postgresql") + "\n1\n1\n\n127.0.0.1\n");
            long start = System.nanoTime();
            try (EmbeddedServer server = use()) {
                assertThat(server.connection().describe()).contains("127.0.0.1");
            }
            assertThat(java.time.Duration.ofNanos(System.nanoTime() - start).toSeconds())
                    .isLessThan(20);
        } finally {
            parent.destroyForcibly();
        }
    }
}
