package dev.widgets.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.widgets.FreePort;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.CommandProcess;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGProperty;

/** Commands through a PgBouncer that comes with the machine. */
class PoolerTest {

    private static final CommandDatabase DATABASE = CommandDatabase.create();
    private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");

    @TempDir
    private Path folder;

    private Process process;
    private int port;

    private void start(String mode, String... settings) throws IOException {
        if (!Files.isExecutable(PROGRAM)) {
            System.out.println("LEFT OUT: there is no " + PROGRAM + "; on Debian: pgbouncer.");
        }
        assumeTrue(Files.isExecutable(PROGRAM), "pgbouncer is not installed");
        port = FreePort.find();
        String server = DATABASE.connection().url().replaceAll(".*:(\\d+)/.*", "$1");
        List<String> lines = new ArrayList<>(List.of(
                "[databases]",
                "* = host=127.0.0.1 port=" + server + " user=postgres password="
                        + DATABASE.connection().properties().getProperty("password"),
                "[pgbouncer]",
                "listen_addr = 127.0.0.1",
                "listen_port = " + port,
                "unix_socket_dir =",
                "auth_type = any",
                "pool_mode = " + mode));
        lines.addAll(List.of(settings));
        Path configuration = Files.write(folder.resolve("pgbouncer.ini"), lines);
        List<String> command =
                new ArrayList<>(List.of(PROGRAM.toString(), configuration.toString()));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(0, List.of("unshare", "-U"));
        }
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pgbouncer.log").toFile())
                .start();
        CommandProcess.await("pgbouncer answers", this::answers);
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @AfterEach
    void stop() {
        if (process != null) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    private Terminal terminal(String parameters) {
        String database = PGProperty.PG_DBNAME.getOrDefault(
                org.postgresql.Driver.parseURL(DATABASE.connection().url(), null));
        return new Terminal()
                .with(
                        "WIDGETS_URL",
                        "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres"
                                + parameters);
    }

    @Test
    void the_doctor_detects_transaction_mode_and_missing_settings() throws IOException {
        start("transaction", "ignore_startup_parameters = extra_float_digits, options");
        assertThat(terminal("").run("doctor").out().replaceAll("\\s+", " "))
                .contains("note pooler Connections pass through a pooler in transaction mode")
                .contains("warning pooler The driver uses named prepared statements")
                .contains("warning pooler The pooler discards the time limits");
        assertThat(terminal("&prepareThreshold=0").run("doctor").out())
                .contains("transaction mode")
                .doesNotContain("The driver uses named prepared statements");
        assertThat(terminal("&prepareThreshold=0")
                        .run("add", "W-1", "pump", "P")
                        .exitCode())
                .isZero();
    }

    @Test
    void the_doctor_detects_session_mode() throws IOException {
        start("session", "ignore_startup_parameters = extra_float_digits, options");
        assertThat(terminal("").run("doctor").out().replaceAll("\\s+", " "))
                .contains("note pooler Connections pass through a pooler, apparently in session"
                        + " mode.");
    }

    @Test
    void bench_and_torture_refuse_one_that_loses_prepared_statements() throws IOException {
        start("transaction", "ignore_startup_parameters = extra_float_digits, options");
        String[] bench = {
            "bench", "--duration", "1s", "--warmup", "0s", "--widgets", "100", "--clients", "4"
        };
        for (Screen refused : List.of(terminal("").run(bench), terminal("").run("torture"))) {
            assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(2);
            assertThat(refused.err())
                    .contains("a connection pooler that loses prepared statements")
                    .contains("add prepareThreshold=0 to the JDBC URL");
        }
        Screen done = terminal("&prepareThreshold=0").run(bench);
        assertThat(done.exitCode()).as(done.toString()).isZero();
    }

    @Test
    void a_pooler_that_refuses_startup_options_is_used_without_them() throws IOException {
        start("transaction");
        Screen screen = terminal("&prepareThreshold=0").run("stats");
        assertThat(screen.exitCode()).as(screen.toString()).isZero();
        assertThat(terminal("&prepareThreshold=0").run("-v", "list").err())
                .contains("127.0.0.1:" + port + " refuses startup options");
        assertThat(terminal("&prepareThreshold=0").run("doctor").out().replaceAll("\\s+", " "))
                .contains("warning pooler The pooler discards the time limits");
    }
}
