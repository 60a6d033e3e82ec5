package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.LibraryLogs;
import dev.widgets.cli.console.Notices;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.CommandProcess;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody expects: it is logged once, and the service goes on. */
class ServeFaultTest {

    @TempDir
    Path folder;

    @Test
    void a_fault_is_logged_once_without_anyone_asking() throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (Served served = Served.start()) {
            LibraryLogs.silence();
            LibraryLogs.showFaults(
                    new Notices(new PrintStream(log, true, StandardCharsets.UTF_8), false));
            served.database()
                    .execute("create or replace function widgets.add_widget("
                            + "serial_number text, name text, ports widgets.port_type[]) returns text"
                            + " language plpgsql volatile as $$begin raise exception 'boom'"
                            + " using errcode = 'XX000'; end$$");
            for (int i = 0; i < 3; i++) {
                String body = "{\"serial_number\":\"W-" + i + "\",\"name\":\"\",\"ports\":[\"P\"]}";
                assertThat(served.post("/rpc/add_widget", body, "Idempotency-Key", "k" + i)
                                .statusCode())
                        .isEqualTo(500);
            }
            String text = log.toString(StandardCharsets.UTF_8);
            assertThat(text).containsOnlyOnce("widgets: A request failed: XX000 boom\n");
            assertThat(text).contains("PSQLException");
        } finally {
            LibraryLogs.silence();
        }
    }

    /** Throws what no driver should, and then connects. */
    private static DataSource odd(DataSource real, AtomicInteger calls) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> switch (calls.incrementAndGet()) {
                    case 1 -> throw new SQLException("gone", "08006");
                    case 2 -> throw new IllegalStateException("a fault of the driver");
                    case 3 -> throw new StackOverflowError("another one");
                    default -> real.getConnection();
                });
    }

    @Test
    void the_monitor_of_the_database_goes_on_whatever_is_thrown() throws Exception {
        CommandDatabase database = CommandDatabase.create();
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger changes = new AtomicInteger();
        DatabaseWatch.Listener listener = new DatabaseWatch.Listener() {
            @Override
            public void historyIs(boolean on) {}

            @Override
            public void notice(String text) {
                changes.incrementAndGet();
                throw new IllegalStateException("the listener fails, too");
            }

            @Override
            public void serverChanged() {}

            @Override
            public void reloadConfiguration() {}
        };
        try (DatabaseWatch watch = new DatabaseWatch(
                odd(database.connection().dataSource(CommandLimits.BRIEF), calls), listener)) {
            watch.start();
            CommandProcess.await("it was lost", () -> changes.get() > 0);
            CommandProcess.await("it is back", () -> calls.get() > 3 && !watch.isUnreachable());
            CommandProcess.await("it is ready", () -> watch.trouble() == null);
        }
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .filter(thread -> thread.getName()
                        .matches("(clock|answering|database-watch|direct|http|widgets|Hikari).*"))
                .collect(Collectors.toSet());
    }

    private static boolean isOpen(Path file) throws Exception {
        Path mine = Path.of("/proc/self/fd");
        if (!Files.exists(mine)) {
            return false;
        }
        try (Stream<Path> open = Files.list(mine)) {
            return open.anyMatch(one -> one.toFile().getAbsoluteFile().exists()
                    && targetOf(one).equals(file.toString()));
        }
    }

    private static String targetOf(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (java.io.IOException e) {
            return "";
        }
    }

    @Test
    void a_start_that_fails_leaves_nothing_behind() throws Exception {
        CommandDatabase database = Served.prepared();
        Path log = folder.resolve("access.log");
        Path bad = Files.writeString(folder.resolve("bad.json"), "{}");
        Set<Thread> before = threads();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            for (String[] options : new String[][] {
                {"--listen", address},
                {"--admin-listen", address},
                {"--trusted-proxy", "nonsense"},
                {"--jwks-file", bad.toString()},
                {"--tls-cert", bad.toString(), "--tls-key", bad.toString()},
            }) {
                String[] all = Stream.concat(
                                Stream.of(options), Stream.of("--access-log", log.toString()))
                        .toArray(String[]::new);
                assertThatExceptionOfType(StartException.class)
                        .isThrownBy(() -> Served.on(database, all).close());
                CommandProcess.await("nothing runs", () -> before.containsAll(threads()));
                assertThat(isOpen(log)).isFalse();
            }
        }
    }
}
