package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.CitusStandIn;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.CommandProcess;
import dev.widgets.cli.fixture.PreparedFolder;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {

    private static final Pattern CURL =
            Pattern.compile("curl (\\S+) -H '([^:]+): ([^']+)' -d '([^']+)'");

    @TempDir
    Path folder;

    private final CommandDatabase database = CommandDatabase.create();
    private final Terminal terminal = Terminal.on(database);

    @Test
    void serve_without_a_database_serves_the_embedded_one_and_says_how_to_reach_it()
            throws Exception {
        Path data = PreparedFolder.empty(folder.resolve("data"));
        CommandProcess serve = CommandProcess.start(
                folder,
                "serve",
                "--data-dir",
                data.toString(),
                "--listen",
                "127.0.0.1:0",
                "--admin-listen",
                "none");
        try {
            CommandProcess.await("it serves", () -> serve.printed().contains("curl "));
            Matcher curl = CURL.matcher(serve.printed());
            assertThat(curl.find()).isTrue();
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(curl.group(1)))
                                    .header(curl.group(2), curl.group(3))
                                    .POST(HttpRequest.BodyPublishers.ofString(curl.group(4)))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).isEqualTo("\"Widget added.\"");
            HttpResponse<String> list = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(curl.group(1)).resolve("/widgets"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(list.body()).contains("\"pump\"");
        } finally {
            serve.interrupt();
        }
        Screen screen = serve.end();
        assertThat(screen.exitCode()).isEqualTo(0);
        assertThat(screen.out()).isEmpty();
        assertThat(screen.err()).contains("Draining");
        CommandProcess.await(
                "PostgreSQL has ended", () -> CommandProcess.servers(data).isEmpty());
        PreparedFolder.unlink(data);
    }

    @Test
    void serve_says_what_to_do_where_there_is_no_schema() {
        Terminal.on(CommandDatabase.createEmpty())
                .run("serve", "--listen", "127.0.0.1:0")
                .shows(
                        1,
                        "",
                        "widgets: There is no schema of widgets in the database: run widgets migrate.\n");
    }

    @Test
    void serve_says_what_to_do_where_there_is_no_role() {
        terminal.run("serve", "--anonymous-role", "nobody_anon")
                .shows(
                        1,
                        "",
                        "widgets: The role 'nobody_anon' for requests without a token does not exist: run"
                                + " widgets roles, or give another role with --anonymous-role.\n");
    }

    /** A table stands in for Citus, see {@link CitusStandIn}. */
    @Test
    void serve_refuses_a_table_that_citus_distributes() {
        database.execute(CitusStandIn.INSTALL);
        database.execute(CitusStandIn.DISTRIBUTE);
        terminal.run("serve", "--listen", "127.0.0.1:0")
                .shows(1, "", "widgets: " + CitusStandIn.SENTENCE + "\n");
    }

    @Test
    void serve_wants_it_said_aloud_that_others_may_call() {
        Screen screen = terminal.run("serve", "--listen", "0.0.0.0:0");
        assertThat(screen.err()).contains("--anonymous");
        assertThat(screen.exitCode()).isEqualTo(2);
        assertThat(terminal.run("serve", "--no-anonymous").exitCode()).isEqualTo(2);
        assertThat(terminal.run("serve", "--no-anonymous", "--anonymous").exitCode())
                .isEqualTo(2);
    }

    @Test
    void serve_says_that_a_port_is_taken() throws IOException {
        Served.prepared();
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + socket.getLocalPort();
            Screen screen = terminal.run("serve", "--listen", address);
            assertThat(screen.err()).contains("widgets: Cannot listen on " + address + ": ");
            assertThat(screen.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void serve_says_that_the_database_cannot_be_reached() {
        Screen screen = new Terminal()
                .with("WIDGETS_URL", "postgresql://me@127.0.0.1:1/nowhere")
                .run("serve");
        assertThat(screen.err()).startsWith("widgets: The database cannot be reached: ");
        assertThat(screen.exitCode()).isEqualTo(4);
    }

    @Test
    void options_that_can_never_be_right_are_refused() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "too short");
        for (String[] options : new String[][] {
            {"--listen", "3000"},
            {"--listen", "localhost:99999"},
            {"--jwt-secret-file", secret.toString()},
            {"--jwt-secret-file", folder.resolve("missing").toString()},
            {"--jwks-file", secret.toString()},
            {"--jwt-audience", "x"},
            {"--tls-cert", secret.toString()},
            {"--drain", "30"},
            {"--drain-notice", "16s"},
            {"--max-body", "-1"},
            {"--pool-size", "2"},
            {"--trusted-proxy", "10.0.0.0/99"}
        }) {
            String[] command = new String[options.length + 1];
            command[0] = "serve";
            System.arraycopy(options, 0, command, 1, options.length);
            Served.prepared();
            Screen screen = terminal.run(command);
            assertThat(screen.exitCode()).as(screen.toString()).isEqualTo(2);
            assertThat(screen.err()).startsWith("widgets: ").containsAnyOf(options[0], options[1]);
            assertThat(screen.err()).doesNotContain("too short\n", "Exception");
        }
    }
}
