package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.widgets.FreePort;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.CommandProcess;
import dev.widgets.cli.fixture.Readiness;
import dev.widgets.cli.fixture.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two services behind HAProxy: one is killed, one is told to end, and nobody notices. */
class ServeProxyTest {

    @TempDir
    Path folder;

    private final CommandDatabase database = Served.prepared();

    /** A service as a process of its own. */
    private final class Node {

        private final int port = FreePort.find();
        private final int admin = FreePort.find();
        private CommandProcess process = start();

        private CommandProcess start() {
            process = CommandProcess.start(
                    folder,
                    Served.variables(database),
                    "serve",
                    "--listen",
                    "127.0.0.1:" + port,
                    "--admin-listen",
                    "127.0.0.1:" + admin,
                    "--drain",
                    "20s");
            CommandProcess.await(
                    "it is ready: " + process.printed(), () -> Readiness.isReady(admin));
            return process;
        }
    }

    static boolean hasProxy() {
        try {
            return new ProcessBuilder("haproxy", "-v")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            System.err.println("SKIPPED: there is no haproxy here: " + e.getMessage());
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Process proxy(int port, Node one, Node other) throws IOException {
        Path config = Files.writeString(folder.resolve("haproxy.cfg"), """
                defaults
                  mode http
                  timeout connect 2s
                  timeout client 30s
                  timeout server 30s
                  option redispatch
                frontend all
                  bind 127.0.0.1:%d
                  default_backend widgets
                backend widgets
                  option httpchk GET /ready
                  server one 127.0.0.1:%d check port %d inter 300ms fall 1 rise 1
                  server other 127.0.0.1:%d check port %d inter 300ms fall 1 rise 1
                """.formatted(
                        port, one.port, one.admin, other.port, other.admin));
        return new ProcessBuilder("haproxy", "-db", "-f", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("haproxy.log").toFile())
                .start();
    }

    @Test
    void nothing_is_lost_or_done_twice_when_one_is_killed_and_one_is_told_to_end()
            throws Exception {
        assumeTrue(hasProxy(), "haproxy");
        Node one = new Node();
        Node other = new Node();
        int port = FreePort.find();
        Process proxy = proxy(port, one, other);
        int done;
        try (KeyedLoad load = new KeyedLoad("http://127.0.0.1:" + port, 8)) {
            load.await(200);
            one.process.kill();
            load.await(300);
            one.start();
            load.await(200);
            load.takeRepeated();

            other.process.interrupt();
            Screen ended = other.process.end();
            load.await(200);
            assertThat(ended.exitCode()).isEqualTo(0);
            assertThat(load.takeRepeated()).as("dropped while draining").isEmpty();

            load.end();
            assertThat(load.wrong()).isEmpty();
            done = load.done();
        } finally {
            one.process.kill();
            other.process.kill();
            proxy.destroy();
            proxy.onExit().join();
        }
        assertThat(database.query("select count(*) from widgets_store.widgets"))
                .isEqualTo(String.valueOf(done));
    }
}
