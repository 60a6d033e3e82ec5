package dev.widgets.cli.connect;

import dev.widgets.FreePort;
import dev.widgets.TimeLimits;
import dev.widgets.WidgetPool;
import dev.widgets.cli.console.BuildVersions;
import dev.widgets.cli.embedded.PostgresBinaries;
import dev.widgets.cli.fixture.PreparedFolder;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Two servers to connect to: "one" has TLS, "two" has not; each has users with different kinds of
 * logins, and listens on the loopback interface and on a Unix socket.
 */
final class TwoServers {

    private static @Nullable TwoServers shared;

    static final Path DEFAULT_SOCKETS = Path.of("/var/run/postgresql");

    private static final boolean IS_ROOT = System.getProperty("user.name").equals("root");

    private static final String CERTIFICATES = """
            set -e
            openssl ecparam -name prime256v1 -genkey -noout -out ca.key
            openssl req -x509 -new -key ca.key -subj /CN=ca -days 2 -out ca.crt
            openssl ecparam -name prime256v1 -genkey -noout -out other.key
            openssl req -x509 -new -key other.key -subj /CN=other -days 2 -out other-ca.crt
            sign() {
              openssl req -new -key $1 -subj /CN=$2 -out $3.csr
              openssl x509 -req -in $3.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 \\
                -extfile names -out $3.crt
            }
            echo "subjectAltName=DNS:localhost,DNS:db.example" >names
            openssl ecparam -name prime256v1 -genkey -noout -out server.key
            sign server.key localhost server
            openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa-pkcs8.key
            sign rsa-pkcs8.key cert rsa
            openssl rsa -in rsa-pkcs8.key -traditional -out rsa-pkcs1.key
            openssl pkcs8 -topk8 -in rsa-pkcs8.key -passout pass:keysecret -out rsa-encrypted.key
            openssl ecparam -name prime256v1 -genkey -out ec-sec1.key
            sign ec-sec1.key cert ec
            openssl pkcs8 -topk8 -nocrypt -in ec-sec1.key -out ec-pkcs8.key
            chmod 600 *.key
            """;

    private static final String ACCESS = """
            local     all  %s                peer
            local     all  peer              peer
            local     all  trusted,postgres  trust
            local     all  all               scram-sha-256
            hostssl   all  cert              127.0.0.1/32 cert
            hostssl   all  tlsonly           127.0.0.1/32 trust
            hostnossl all  plainonly         127.0.0.1/32 trust
            host      all  trusted,postgres  127.0.0.1/32 trust
            host      all  keeper,alice,bob,carol,dave,"Ünal",nobody.at.all 127.0.0.1/32 scram-sha-256
            """;

    private static final String USERS = """
            create role trusted superuser login;
            create role keeper superuser login password 'Kee9er';
            create role tlsonly login;
            create role plainonly login;
            create role cert login;
            create role peer login;
            create role alice login password '%s';
            create role bob login password 'a:b\\c';
            create role carol login password '12?ab';
            create role dave login password '2024/autumn';
            create role "Ünal" login password 'pässwörd';
            create role %s login;
            """;

    /** Databases are created slowly on a busy machine. */
    private static final TimeLimits PATIENT = new TimeLimits(
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(120),
            Duration.ofSeconds(130));

    final Path folder;
    final Path sockets;
    final int one;
    final int two;

    private TwoServers(Path folder) throws IOException {
        this.folder = folder;
        sockets = Files.createDirectory(folder.resolve("s"));
        one = FreePort.find();
        two = FreePort.find();
    }

    /** Returns the servers of this process, which end with it. */
    static synchronized TwoServers shared() throws IOException, InterruptedException, SQLException {
        TwoServers servers = shared;
        if (servers == null) {
            servers = new TwoServers(Files.createTempDirectory(Path.of("/tmp"), "wt"));
            shared = servers;
            Runtime.getRuntime().addShutdownHook(new Thread(servers::stop));
            servers.start();
        }
        return servers;
    }

    private void start() throws IOException, InterruptedException, SQLException {
        shell(CERTIFICATES);
        start(
                "one",
                one,
                "-c ssl=on -c ssl_cert_file=" + folder + "/server.crt -c ssl_key_file=" + folder
                        + "/server.key -c ssl_ca_file=" + folder + "/ca.crt");
        start("two", two, "-c ssl=off");
        fill(
                one,
                "secret",
                List.of("trusted", "app", "\"a b\"", "\"a:b\"", peer(), "commands", "passwords"));
        fill(two, "of-two", List.of("app", "only_two"));
    }

    /** Returns the role that a peer login of this process has. */
    static String peer() {
        return IS_ROOT ? "nobody" : System.getProperty("user.name");
    }

    /** Returns whether the servers listen in the folder where psql looks by default. */
    static boolean hasDefaultSockets() {
        return Files.isWritable(DEFAULT_SOCKETS);
    }

    private void start(String name, int port, String settings)
            throws IOException, InterruptedException {
        Path data = PreparedFolder.filled(folder.resolve(name));
        Files.writeString(data.resolve("postgresql/pg_hba.conf"), ACCESS.formatted(peer()));
        pgCtl(
                data,
                "start",
                "-w",
                "-l",
                data.resolve("log").toString(),
                "-o",
                "-c port=" + port + " -c listen_addresses=127.0.0.1 -c fsync=off -c cluster_name="
                        + name + " -c unix_socket_directories=" + sockets + " " + settings);
        if (hasDefaultSockets()) {
            Files.createSymbolicLink(
                    DEFAULT_SOCKETS.resolve(".s.PGSQL." + port),
                    sockets.resolve(".s.PGSQL." + port));
        }
    }

    private void fill(int port, String password, List<String> databases) throws SQLException {
        Properties owner = new Properties();
        owner.setProperty("user", "postgres");
        String url = "jdbc:postgresql:///postgres?host=" + sockets + "&port=" + port;
        try (Connection connection = WidgetPool.connections(url, owner, PATIENT).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(USERS.formatted(password, peer()));
            for (String database : databases) {
                statement.execute("create database " + database + " template template0");
            }
        }
    }

    private void pgCtl(Path data, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (IS_ROOT) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(PostgresBinaries.place(data, BuildVersions.read())
                .resolve("bin/pg_ctl")
                .toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-D", data.resolve("postgresql").toString()));
        run(command);
    }

    private void shell(String script) throws IOException, InterruptedException {
        run(List.of("bash", "-c", script));
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new AssertionError(command + ": " + Files.readString(said));
        }
    }

    /** Fills in the places of a row. */
    String filled(String text, int dead, int hole) {
        return text.replace("{1}", String.valueOf(one))
                .replace("{2}", String.valueOf(two))
                .replace("{dead}", String.valueOf(dead))
                .replace("{hole}", String.valueOf(hole))
                .replace("{S}", sockets.toString())
                .replace("{u}", URLEncoder.encode(sockets.toString(), StandardCharsets.UTF_8))
                .replace("{D}", folder.toString())
                .replace("{os}", peer());
    }

    private void stop() {
        try {
            for (int port : new int[] {one, two}) {
                Files.deleteIfExists(DEFAULT_SOCKETS.resolve(".s.PGSQL." + port));
            }
            for (String name : List.of("one", "two")) {
                Path data = folder.resolve(name);
                if (Files.exists(data.resolve("postgresql/postmaster.pid"))) {
                    pgCtl(data, "stop", "-m", "immediate", "-w");
                }
            }
            new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
