package dev.widgets.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.FreePort;
import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.database.Destination;
import dev.widgets.cli.database.DestinationSearch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Connects with psql and with the command line in the environments of {@code as-psql.txt}. Where
 * there is no psql, the command line is compared with the expected values of the table alone.
 */
class AsPsqlTest {

    private static final Path PSQL = Path.of("/usr/bin/psql");

    private static final String QUERY = """
            select current_setting('cluster_name') || ' ' || current_database() || ' ' || current_user
              || case when inet_client_addr() is null then ' socket'
                   when (select ssl from pg_stat_ssl where pid = pg_backend_pid()) then ' tls'
                   else ' plain' end
            """;

    /** Parts of the messages of psql and of the command line, and the reason that they give. */
    private static final List<Map.Entry<String, String>> REASONS = List.of(
            Map.entry("no password supplied", "no password"),
            Map.entry("requests a password", "no password"),
            Map.entry("password authentication failed", "password"),
            Map.entry("Peer authentication failed", "peer"),
            Map.entry("valid client certificate", "certificate"),
            Map.entry("no pg_hba.conf entry", "no entry"),
            Map.entry("database \"", "database"),
            Map.entry("does not support SSL", "no tls"),
            Map.entry("does not support TLS", "no tls"),
            Map.entry("private key", "key"),
            Map.entry("TLS with", "tls"),
            Map.entry("certificate", "tls"),
            Map.entry("hostname", "tls"),
            Map.entry("could not translate host name", "host"),
            Map.entry("is unknown", "host"),
            Map.entry("timeout expired", "timeout"),
            Map.entry("did not answer within", "timeout"),
            Map.entry("session is not read-only", "role"),
            Map.entry("targetServerType", "role"),
            Map.entry("refused", "unreachable"),
            Map.entry("No such file", "unreachable"));

    private static TwoServers servers;
    private static ServerSocket hole;
    private static int dead;
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(4);

    @BeforeAll
    static void start() throws IOException, InterruptedException, SQLException {
        servers = TwoServers.shared();
        hole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        dead = FreePort.find();
        write("passwords", "*:*:*:*:secret\n");
        Files.write(
                servers.folder.resolve("latin1.conf"),
                "# gr\u00fcn\n[shop]\nhost=127.0.0.1\n".getBytes(StandardCharsets.ISO_8859_1));
        Files.createDirectory(servers.folder.resolve("system"));
        write("system/pg_service.conf", "[shop]\nhost=127.0.0.1\n");
        if (!Files.isExecutable(PSQL)) {
            System.out.println("LEFT OUT: there is no " + PSQL
                    + " to compare with; the table's expected values are checked alone.");
        }
        if (!TwoServers.hasDefaultSockets()) {
            System.out.println("LEFT OUT: " + TwoServers.DEFAULT_SOCKETS
                    + " is not writable; rows with the default socket are not run.");
        }
    }

    private static void write(String name, String text) throws IOException {
        Path file = Files.writeString(servers.folder.resolve(name), text);
        Files.setPosixFilePermissions(
                file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    }

    private static final List<String> COMMAND =
            List.of(PSQL.toString(), "-X", "-At", "-w", "-c", QUERY);

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        THREADS.shutdownNow();
        hole.close();
    }

    @TestFactory
    Stream<DynamicTest> each_environment_leads_where_it_leads_psql() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (ConnectRow row :
                ConnectRow.read(text -> servers.filled(text, dead, hole.getLocalPort()))) {
            if (row.usesDefaultSocket() && !TwoServers.hasDefaultSockets()) {
                continue;
            }
            Path home = row.home(servers.folder);
            Future<String> psql = THREADS.submit(() -> psql(row, home));
            Future<String> ours = THREADS.submit(() -> widgets(row, home));
            Future<String> started = THREADS.submit(() -> startedPsql(row, home));
            tests.add(DynamicTest.dynamicTest(row.name(), () -> {
                assertThat(psql.get()).as("psql").matches(row.pattern());
                assertThat(ours.get()).as("widgets").matches(row.pattern());
                assertThat(started.get()).as("widgets psql").matches(row.pattern());
            }));
        }
        assertThat(tests).hasSizeGreaterThan(90);
        return tests.stream();
    }

    private static String psql(ConnectRow row, Path home) throws IOException, InterruptedException {
        if (!Files.isExecutable(PSQL)) {
            return row.expected();
        }
        List<String> command = new ArrayList<>(COMMAND);
        row.url().ifPresent(url -> command.addAll(List.of("-d", url)));
        return psql(command, row.variables(), home);
    }

    /** As {@code widgets psql} starts it. */
    private static String startedPsql(ConnectRow row, Path home)
            throws IOException, InterruptedException {
        // libpq has no variable for the passphrase of a key, so psql asks for it
        if (!Files.isExecutable(PSQL) || row.name().contains("sslpassword")) {
            return row.expected();
        }
        try {
            return psql(COMMAND, LibpqEnvironment.of(destination(row, home)), home);
        } catch (CommandException e) {
            return "refused: usage";
        }
    }

    private static String psql(List<String> command, Map<String, String> variables, Path home)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(variables);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? said.strip() : reason(said);
    }

    private static String widgets(ConnectRow row, Path home) {
        try {
            return query(destination(row, home));
        } catch (CommandException e) {
            return "refused: usage";
        } catch (SQLException e) {
            return reason(String.valueOf(e.getMessage()));
        }
    }

    private static ServerConnection destination(ConnectRow row, Path home) {
        Map<String, String> variables = new java.util.HashMap<>(row.variables());
        row.url().ifPresent(url -> variables.put("WIDGETS_URL", url));
        CliEnvironment environment = new CliEnvironment(
                variables,
                home.toString(),
                System.getProperty("user.name"),
                System.out,
                System.err,
                false,
                false,
                false,
                () -> 100);
        Destination destination = new DestinationSearch(environment)
                .find(new ConnectionOptions(Optional.empty(), Optional.empty(), false));
        return ((Destination.Server) destination).connection();
    }

    private static String query(ServerConnection server) throws SQLException {
        try (Connection connection = server.dataSource(CommandLimits.BRIEF).getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(QUERY)) {
            result.next();
            return result.getString(1);
        }
    }

    private static String reason(String message) {
        return REASONS.stream()
                .filter(reason -> message.contains(reason.getKey()))
                .findFirst()
                .map(reason -> "refused: " + reason.getValue())
                .orElse("refused: usage (" + message.strip() + ")");
    }
}
