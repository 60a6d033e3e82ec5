package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.RoleNames;
import dev.widgets.WidgetAdministration;
import dev.widgets.cli.connect.ServerConnection;
import dev.widgets.cli.console.Durations;
import dev.widgets.cli.fixture.CommandDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import picocli.CommandLine;

/** A service in this process, over a database of its own, as authenticator. */
final class Served implements AutoCloseable {

    private static final String PASSWORD = "secret";

    private final CommandDatabase database;
    private final HttpService service;
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Served(CommandDatabase database, String... options) throws Exception {
        this.database = database;
        service = open(authenticator(database), notices::add, options);
    }

    /** A service with options of the command line, on a free port. */
    static Served start(String... options) throws Exception {
        return on(prepared(), options);
    }

    /** The same over a database that is there. */
    static Served on(CommandDatabase database, String... options) throws Exception {
        return new Served(database, options);
    }

    /** A database with the roles of all. */
    static CommandDatabase prepared() {
        return prepared(CommandDatabase.create());
    }

    /** The same of one that is there. */
    static CommandDatabase prepared(CommandDatabase database) {
        WidgetAdministration.over(database.dataSource()).createRoles(RoleNames.DEFAULT);
        database.execute("alter role authenticator password '" + PASSWORD + "'");
        database.execute("grant widgets_app to authenticator");
        return database;
    }

    /** The variables of a process that is to serve this database. */
    static Map<String, String> variables(CommandDatabase database) {
        return Map.of(
                "WIDGETS_URL",
                database.connection().url() + "?user=authenticator&password=" + PASSWORD);
    }

    static ServerConnection authenticator(CommandDatabase database) {
        Properties properties = new Properties();
        properties.putAll(database.connection().properties());
        properties.setProperty("user", "authenticator");
        properties.setProperty("password", PASSWORD);
        return new ServerConnection(database.connection().url(), properties);
    }

    static HttpService open(
            ServerConnection connection, Consumer<String> notices, String... options)
            throws Exception {
        ServeMixin mixin = new ServeMixin();
        CommandLine commandLine = new CommandLine(CommandLine.Model.CommandSpec.create()
                .addMixin("serve", CommandLine.Model.CommandSpec.forAnnotatedObject(mixin)));
        commandLine.registerConverter(Duration.class, text -> Durations.parse("duration", text));
        commandLine.parseArgs(withPorts(options));
        return HttpService.open(mixin.options(), connection, notices);
    }

    /** On free ports, where the options do not say otherwise. */
    private static String[] withPorts(String... options) {
        List<String> all = new java.util.ArrayList<>(List.of(options));
        for (String port : List.of("--listen", "--admin-listen")) {
            if (!all.contains(port)) {
                all.addAll(List.of(port, "127.0.0.1:0"));
            }
        }
        return all.toArray(new String[0]);
    }

    CommandDatabase database() {
        return database;
    }

    HttpService service() {
        return service;
    }

    List<String> notices() {
        return notices;
    }

    String url() {
        return service.url();
    }

    /** What Prometheus would be told. */
    String metrics() {
        return admin("/metrics").body();
    }

    HttpResponse<String> admin(String path) {
        return send(HttpRequest.newBuilder(URI.create(service.adminUrl().orElseThrow() + path)));
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        service.close();
    }

    /** Asserts that the service answers as usual. */
    void assertAnswers() {
        assertThat(get("/rpc/get_widget?serial_number=none").statusCode()).isEqualTo(404);
    }
}
