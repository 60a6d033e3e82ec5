package dev.widgets.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The stack of compose/compose.yaml on an engine, in a copy of its folder. */
final class Stack implements AutoCloseable {

    private final Engine engine;
    private final Path compose;
    private final int port = Tool.freePort();
    private final int adminPort = Tool.freePort();
    private final int proxyPort = Tool.freePort();
    private final Map<String, String> variables = new HashMap<>();

    Stack(Engine engine, Path folder, String image) throws IOException {
        this.engine = engine;
        compose = folder.resolve("compose");
        for (String name : List.of("compose", "postgresql")) {
            Tool.run(folder, "cp", "-r", Tool.HERE.resolve(name).toString(), ".")
                    .succeeded();
        }
        Tool.run(compose, "./secrets.sh").succeeded();
        // the server of the stand-in was built without lz4
        Path settings = folder.resolve("postgresql/2gb.conf");
        Files.writeString(
                settings,
                Files.readString(settings)
                        .replace("wal_compression = lz4", "wal_compression = pglz"));
        Files.writeString(
                compose.resolve("compose.override.yaml"), """
                services:
                  serve-a:
                    ports: ["127.0.0.1:%d:3001"] # for the metrics
                    healthcheck: &often {interval: 2s}
                  serve-b:
                    healthcheck: *often
                  serve-more:
                    healthcheck: *often
                  proxy:
                    ports: ["127.0.0.1:%d:8405"]
                """.formatted(adminPort, proxyPort));
        variables.put("WIDGETS_LISTEN", "127.0.0.1:" + port);
        Files.writeString(compose.resolve(".env"), "WIDGETS_IMAGE=" + image + "\n");
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    String adminUrl() {
        return "http://127.0.0.1:" + adminPort;
    }

    /** The metrics of the load balancer. */
    String proxyUrl() {
        return "http://127.0.0.1:" + proxyPort + "/metrics";
    }

    String token() {
        return Tool.run(compose, "./token.sh", "web_anon", "3600")
                .succeeded()
                .output()
                .strip();
    }

    Tool.Result run(String... command) {
        return engine.run(compose, variables, command).succeeded();
    }

    Tool.Result compose(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker", "compose"));
        command.addAll(Arrays.asList(arguments));
        return run(command.toArray(new String[0]));
    }

    void up() {
        compose("up", "-d", "--wait", "--quiet-pull");
    }

    /** Has the next {@link #up()} send the services through PgBouncer. */
    void usePgBouncer() throws IOException {
        variables.put("COMPOSE_PROFILES", "pgbouncer");
        variables.put("WIDGETS_PGHOST", "pgbouncer");
        if (!StandIns.pgBouncerKeepsPreparedStatements()) {
            Path settings = compose.resolve("pgbouncer.ini");
            Files.writeString(
                    settings,
                    Files.readString(settings).replaceAll("(?m)^max_prepared_statements.*\n", ""));
            Path override = compose.resolve("compose.override.yaml");
            String url =
                    "{WIDGETS_URL: \"jdbc:postgresql://pgbouncer/widgets?prepareThreshold=0\"}";
            Files.writeString(
                    override,
                    Files.readString(override)
                            .replaceAll("healthcheck:.*", "$0\n    environment: " + url));
        }
    }

    /** Brings the number of services besides serve-a and serve-b to this. */
    void scale(int more) {
        variables.put("WIDGETS_MORE", String.valueOf(more));
        compose("up", "-d", "--no-deps", "serve-more");
    }

    private String container(String service) {
        return compose("ps", "-a", "-q", service).output().strip();
    }

    private String inspect(String service, String format) {
        return engine.docker("inspect", "-f", format, container(service));
    }

    /** Kills a service's process, as the kernel would, and waits until it is back. */
    void kill(String service) {
        String pid = inspect(service, "{{.State.Pid}}");
        Tool.run(compose, "kill", "-9", pid).succeeded();
        Tool.await(service + " is back", () -> {
            String state = inspect(service, "{{.State.Pid}} {{.State.Health.Status}}");
            return state.endsWith(" healthy") && !state.startsWith(pid + " ");
        });
    }

    /** Stops a service by SIGTERM, checks that it ended by itself, and starts it again. */
    void stopAndStart(String service) {
        String container = container(service);
        engine.docker("stop", "-t", "40", container);
        assertThat(inspect(service, "{{.State.ExitCode}}")).as(service).isEqualTo("0");
        engine.docker("start", container);
        awaitHealthy(service);
    }

    /** Seconds from the start of each container of a service until it served, by container. */
    Map<String, Double> secondsOfStarts(String service) {
        return container(service)
                .lines()
                .collect(Collectors.toMap(Function.identity(), this::secondsOfStart));
    }

    private double secondsOfStart(String container) {
        String start = engine.docker("inspect", "-f", "{{.State.StartedAt}}", container);
        Tool.Result log = run("docker", "logs", "-t", "--since", start, container);
        String served = log.errors()
                .lines()
                .filter(line -> line.contains("Serving on"))
                .findFirst()
                .orElseThrow();
        Instant end = Instant.parse(served.substring(0, served.indexOf(' ')));
        return Duration.between(Instant.parse(start), end).toMillis() / 1e3;
    }

    void restart(String service) {
        engine.docker("restart", "-t", "60", container(service));
        awaitHealthy(service);
    }

    void awaitHealthy(String service) {
        Tool.await(
                service + " is healthy",
                () -> inspect(service, "{{.State.Health.Status}}").equals("healthy"));
    }

    String logs() {
        Tool.Result logs = engine.run(
                compose, variables, "docker", "compose", "logs", "--no-color", "--tail", "60");
        return logs.output() + logs.errors();
    }

    /** The addresses from which services are connected to the database. */
    List<String> clientsOfTheDatabase() {
        return query("select distinct client_addr from pg_stat_activity"
                        + " where usename = 'authenticator'")
                .lines()
                .toList();
    }

    /** The address of a service in the network of the database. */
    String address(String service) {
        return inspect(service, "{{.NetworkSettings.Networks.widgets_data.IPAddress}}");
    }

    String query(String sql) {
        return compose("exec", "-T", "db", "psql", "-U", "postgres", "-d", "widgets", "-Atc", sql)
                .output()
                .strip();
    }

    Set<String> serialNumbers() {
        return new TreeSet<>(
                query("select serial_number from widgets_store.widgets").lines().toList());
    }

    @Override
    public void close() {
        engine.run(compose, variables, "docker", "compose", "down", "-v", "-t", "1");
    }
}
