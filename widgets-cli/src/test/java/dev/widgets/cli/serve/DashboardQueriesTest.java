package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.widgets.cli.fixture.CommandProcess;
import dev.widgets.cli.fixture.Prometheus;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prometheus with the files of examples/deployments/compose, over a service under a little load.
 * HAProxy and the exporter of PostgreSQL do not run here, so their series are left out.
 */
class DashboardQueriesTest {

    private static final Path COMPOSE = Path.of("../examples/deployments/compose");
    private static final Pattern QUERY = Pattern.compile("\"expr\": *\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern RULE_HEALTH = Pattern.compile("\"health\":\"ok\"");
    private static final int RULES = 7;
    private static final int PATIENCE = 120;

    @TempDir
    Path folder;

    @Test
    @SuppressWarnings("try") // the service stops before the end of its block
    void every_query_of_the_dashboard_has_data_and_a_stopped_service_raises_an_alert()
            throws Exception {
        Optional<Path> program = Prometheus.program();
        if (program.isEmpty()) {
            System.err.println("SKIPPED: there is no prometheus here");
        }
        assumeTrue(program.isPresent(), "prometheus");
        List<String> queries = queries();
        assertThat(queries).hasSizeGreaterThan(18);
        try (Served served = Served.start()) {
            configure(URI.create(served.service().adminUrl().orElseThrow()).getAuthority());
            try (Prometheus prometheus = Prometheus.start(program.get(), folder)) {
                System.gc(); // so that there is a pause to show
                List<String> empty = new ArrayList<>(queries);
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
                while (!empty.isEmpty() && System.nanoTime() - end < 0) {
                    use(served);
                    empty.removeIf(prometheus::hasValue);
                }
                assertThat(empty).isEmpty();
                CommandProcess.await(
                        "evaluation of all rules",
                        PATIENCE,
                        () -> RULE_HEALTH
                                        .matcher(prometheus.get("/api/v1/rules"))
                                        .results()
                                        .count()
                                >= RULES);
                assertThat(prometheus.isFiring("WidgetsInstanceDown")).isFalse();
                served.close();
                CommandProcess.await(
                        "an alert", PATIENCE, () -> prometheus.isFiring("WidgetsInstanceDown"));
            }
        }
    }

    /** The queries of the dashboard about the service itself. */
    private static List<String> queries() throws IOException {
        return QUERY.matcher(Files.readString(COMPOSE.resolve("grafana/dashboards/widgets.json")))
                .results()
                .map(query -> query.group(1).replace("\\\"", "\""))
                .filter(query -> !query.contains("pg_") && !query.contains("haproxy_"))
                .map(query -> query.replace("$__rate_interval", "1m"))
                .toList();
    }

    /** Copies the configuration with the address of the service, and with shorter times. */
    private void configure(String address) throws IOException {
        String configuration = Files.readString(COMPOSE.resolve("prometheus.yml"));
        String here = configuration
                .replace("\"serve-a:3001\", \"serve-b:3001\"", '"' + address + '"')
                .replaceAll("(?m)^ *dns_sd_configs:.*$", "")
                .replaceAll("\"(proxy|postgres-exporter):\\d+\"", "")
                .replace("scrape_interval: 5s", "{scrape_interval: 1s, evaluation_interval: 1s}");
        here = here.replace("global:\n  {", "global: {");
        assertThat(here).contains(address, "global: {").doesNotContain("serve-", "3001");
        Files.writeString(folder.resolve("prometheus.yml"), here);
        Files.writeString(
                folder.resolve("alerts.yml"),
                Files.readString(COMPOSE.resolve("alerts.yml"))
                        .replaceAll("for: \\d+[sm]", "for: 1s"));
    }

    private static void use(Served served) {
        served.post("/rpc/add_widget", "{\"serial_number\":\"W\",\"name\":\"\",\"ports\":[\"P\"]}");
        served.post("/rpc/get_widget", "{\"serial_number\":\"W\"}");
        served.get("/widgets?serial_number=eq.W");
        served.post("/rpc/remove_widget", "{\"serial_number\":\"none\"}");
    }
}
