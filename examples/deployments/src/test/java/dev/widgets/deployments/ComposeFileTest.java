package dev.widgets.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The file of compose, without an engine. */
class ComposeFileTest {

    private static final Path COMPOSE = Tool.HERE.resolve("compose");
    private final Yaml file = Yaml.read(Tool.read("compose/compose.yaml"));
    private final Map<String, Yaml> services = file.at("services").entries();

    @Test
    void compose_accepts_it_with_all_profiles() {
        Tool.assumeThere("docker");
        Tool.assume(
                Tool.run(COMPOSE, "docker", "compose", "version").exitCode() == 0,
                "docker has no compose plugin here");
        Tool.run(COMPOSE, "docker", "compose", "--profile", "*", "config", "-q").succeeded();
    }

    @Test
    void only_the_database_and_the_migration_know_the_owners_password() {
        assertThat(services.keySet().stream()
                        .filter(name -> services.get(name).text().contains("owner_password")))
                .containsExactlyInAnyOrder("db", "migrate");
    }

    @Test
    void no_secret_has_a_default() {
        assertThat(file.at("secrets").entries().values())
                .allMatch(secret -> secret.at("file").text().startsWith("./secrets/"));
        assertThat(Tool.read("compose/compose.yaml"))
                .doesNotContainPattern("(?m)^\\s*\\w*PASSWORD: ");
        for (String secret : file.at("secrets").entries().keySet()) {
            assertThat(Tool.read("compose/secrets.sh")).contains(secret);
        }
    }

    @Test
    void only_this_machine_reaches_what_is_published() {
        for (Yaml service : services.values()) {
            assertThat(service.at("ports").elements())
                    .allMatch(port -> port.text().contains(":-127.0.0.1:"));
        }
        assertThat(services.get("db").at("ports").elements()).isEmpty();
        assertThat(file.at("networks/data/internal").text()).isEqualTo("true");
    }

    @Test
    void the_services_have_the_time_to_drain_and_no_rights() {
        for (String name : List.of("serve-a", "serve-b", "serve-more")) {
            Yaml service = services.get(name);
            int drain = service.at("environment/WIDGETS_SERVE_DRAIN").seconds();
            int notice = service.at("environment/WIDGETS_SERVE_DRAIN_NOTICE").seconds();
            assertThat(service.at("stop_grace_period").seconds()).isGreaterThan(drain);
            assertThat(notice).isBetween(4, drain / 2);
            assertThat(service.at("read_only").text()).isEqualTo("true");
            assertThat(service.at("cap_drop/0").text()).isEqualTo("ALL");
            assertThat(service.at("environment/PGUSER").text()).isEqualTo("authenticator");
        }
    }

    @Test
    void haproxy_and_prometheus_know_every_service() {
        TreeSet<String> serving = new TreeSet<>(services.keySet());
        serving.removeIf(name -> !name.startsWith("serve-"));
        assertThat(serving).hasSize(3);
        for (String name : serving) {
            assertThat(Tool.read("compose/haproxy.cfg")).contains(name + ":3000");
            assertThat(Tool.read("compose/prometheus.yml")).contains(name);
            assertThat(Tool.read("compose/upgrade.sh")).contains(name);
        }
    }

    @Test
    void nothing_starts_before_the_schema_is_there() {
        for (String name : List.of("serve-a", "serve-b", "serve-more", "postgrest", "pgbouncer")) {
            assertThat(services.get(name).at("depends_on/migrate/condition").text())
                    .isEqualTo("service_completed_successfully");
        }
    }

    @Test
    void every_image_has_a_version() {
        assertThat(services.values())
                .allMatch(service ->
                        service.at("image").text().matches("\\$\\{\\w+:-[\\w./-]+:v?\\d[\\w.-]*}"));
    }
}
