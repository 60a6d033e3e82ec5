package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.WidgetSchema;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.CommandProcess;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service whose settings all come from its environment, as in a container. */
class ServeEnvironmentTest {

    @TempDir
    Path folder;

    @Test
    void a_variable_that_is_wrong_is_refused_and_an_option_goes_before_it() {
        Terminal terminal = new Terminal().with("WIDGETS_SERVE_POOL_SIZE", "2");
        Screen screen = terminal.run("serve");
        assertThat(screen.exitCode()).isEqualTo(2);
        assertThat(screen.err()).contains("--pool-size", "not 2");
        assertThat(terminal.run("serve", "--pool-size", "1").err()).contains("not 1");
        screen = new Terminal().with("WIDGETS_SERVE_POOL_SIZE", "many").run("serve");
        assertThat(screen.exitCode()).isEqualTo(2);
        assertThat(screen.err()).contains("--pool-size", "many");
    }

    @Test
    void help_and_the_manual_tell_of_the_variables() throws Exception {
        new Terminal().run("man", folder.toString());
        for (String text : List.of(
                new Terminal().run("help", "serve").out(),
                Files.readString(folder.resolve("widgets-serve.1")))) {
            assertThat(text.replaceAll("\\s+", " "))
                    .contains("WIDGETS_SERVE_POOL_SIZE", "WIDGETS_JWKS", "WIDGETS_JWT_SECRET");
        }
    }

    @Test
    void a_service_runs_by_its_environment_alone() throws Exception {
        CommandDatabase database = Served.prepared();
        Map<String, String> variables = new HashMap<>();
        URI uri = URI.create(database.connection().url().replaceFirst("^jdbc:", ""));
        variables.put("PGHOST", uri.getHost());
        variables.put("PGPORT", String.valueOf(uri.getPort()));
        variables.put("PGDATABASE", uri.getPath().substring(1));
        variables.put("PGUSER", "authenticator");
        variables.put(
                "PGPASSWORD_FILE",
                Files.writeString(folder.resolve("password"), "secret\n").toString());
        variables.put("WIDGETS_SERVE_LISTEN", "127.0.0.1:0");
        variables.put("WIDGETS_SERVE_ADMIN_LISTEN", "none");
        variables.put("WIDGETS_SERVE_NO_ANONYMOUS", "true");
        variables.put("WIDGETS_SERVE_CORS_ORIGIN", "https://a.example,https://b.example");
        variables.put("WIDGETS_SERVE_LOG_FORMAT", "json");
        variables.put("WIDGETS_SERVE_POOLSIZE", "8");
        variables.put("WIDGETS_JWT_SECRET", TestTokens.SECRET);
        CommandProcess serve = CommandProcess.start(folder, variables, "serve");
        try {
            CommandProcess.await("it serves", () -> serve.printed().contains("Serving on"));
            String url = serve.printed().replaceFirst("(?s).*Serving on (\\S+)\\.\".*", "$1");
            assertThat(get(url, Map.of()).statusCode()).isEqualTo(401);
            assertThat(database.query("select count(*) > 0 from pg_stat_activity where"
                            + " datname = current_database() and application_name ="
                            + " 'widgets serve, release " + WidgetSchema.RELEASE + "'"))
                    .isEqualTo("t");
            HttpResponse<String> answer = get(
                    url,
                    Map.of(
                            "Authorization",
                            "Bearer " + TestTokens.of("web_anon"),
                            "Origin",
                            "https://b.example"));
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("https://b.example");
        } finally {
            serve.interrupt();
        }
        Screen screen = serve.end();
        assertThat(screen.exitCode()).isZero();
        assertThat(screen.err().lines())
                .isNotEmpty()
                .allMatch(
                        line -> line.matches("\\{\"time\":\"20[-0-9T:.]+Z\",\"message\":\".*\"}"));
        assertThat(screen.err())
                .contains("WIDGETS_SERVE_POOLSIZE is ignored")
                .doesNotContain("curl")
                .doesNotContain(TestTokens.SECRET);
    }

    private static HttpResponse<String> get(String url, Map<String, String> headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + "/rpc/get_widget?serial_number=none"));
        headers.forEach(request::header);
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void a_secret_that_cannot_be_read_is_named_by_its_variable() {
        Screen screen = new Terminal()
                .with("PGHOST", "127.0.0.1")
                .with("PGPASSWORD_FILE", "/nonexistent/password")
                .run("list");
        assertThat(screen.exitCode()).isEqualTo(2);
        assertThat(screen.err()).contains("PGPASSWORD_FILE", "/nonexistent/password");
        screen = Terminal.on(Served.prepared())
                .with("WIDGETS_JWT_SECRET", "too short")
                .run("serve");
        assertThat(screen.err())
                .contains("variable WIDGETS_JWT_SECRET")
                .doesNotContain("too short");
    }
}
