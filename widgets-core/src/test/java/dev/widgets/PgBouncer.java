package dev.widgets;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A PgBouncer in transaction mode in front of the server of all tests. */
final class PgBouncer implements AutoCloseable {

    private final Process process;
    private final int port;

    private PgBouncer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one.
     *
     * @param folder where it keeps its configuration
     * @param settings more lines of its section pgbouncer
     */
    static PgBouncer start(Path folder, String... settings) throws IOException, SQLException {
        Path program = OnThePath.require("pgbouncer", "pgbouncer");
        int port = FreePort.find();
        TestServer server = TestServer.get();
        List<String> lines = new ArrayList<>(List.of(
                "[databases]",
                "* = host=" + server.host() + " port=" + server.port() + " user=" + server.user()
                        + " password=" + server.password(),
                "[pgbouncer]",
                "listen_addr = 127.0.0.1",
                "listen_port = " + port,
                "unix_socket_dir =",
                "auth_type = any",
                "pool_mode = transaction",
                "default_pool_size = 8",
                "max_client_conn = 200"));
        lines.addAll(List.of(settings));
        Path configuration = Files.write(folder.resolve("pgbouncer.ini"), lines);
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(program.toString(), configuration.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pgbouncer.log").toFile())
                .start();
        Await.until("pgbouncer answers", () -> answers(port));
        return new PgBouncer(process, port);
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    String url(TestDatabase database, String parameters) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database.name() + parameters;
    }

    static Properties credentials() {
        Properties properties = new Properties();
        properties.setProperty("user", TestServer.get().user());
        properties.setProperty("password", TestServer.get().password());
        return properties;
    }

    @Override
    public void close() {
        process.destroy();
        OwnServer.sleep(Duration.ofMillis(50));
        process.destroyForcibly();
    }
}
