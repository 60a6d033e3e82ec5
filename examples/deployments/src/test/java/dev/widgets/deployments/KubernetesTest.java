package dev.widgets.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests of Kubernetes, as they are and as Kustomize puts them together. */
class KubernetesTest {

    @TempDir
    Path folder;

    static Stream<Path> manifests() {
        return Tool.files(".yaml").stream()
                .filter(file -> file.startsWith(Tool.HERE.resolve("kubernetes")))
                .filter(file -> !file.endsWith("kustomization.yaml"))
                // a patch, not an object
                .filter(file -> !file.endsWith("components/postgrest/serve.yaml"));
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void the_models_of_the_client_know_every_field(Path manifest) throws IOException {
        assertThat(Manifests.complaints(Files.readString(manifest))).isEmpty();
    }

    @Test
    void the_models_are_strict() {
        String service = Tool.read("kubernetes/base/service.yaml");
        assertThat(Manifests.complaints(service.replace("selector:", "selectors:")))
                .isNotEmpty();
        assertThat(Manifests.complaints(service.replace("port: 80", "port: x"))).isNotEmpty();
    }

    /** The overlays are copied, since one of them has a script that makes secrets beside it. */
    private Map<String, Yaml> built(String overlay, String... components) throws IOException {
        Tool.assumeThere("kubectl");
        Path copy = folder.resolve("kubernetes");
        Tool.run(folder, "cp", "-r", Tool.HERE.resolve("kubernetes").toString(), ".")
                .succeeded();
        Path target = copy.resolve("overlays").resolve(overlay);
        if (Files.exists(target.resolve("secrets.sh"))) {
            Tool.run(target, "./secrets.sh").succeeded();
        }
        List<String> kustomization =
                new ArrayList<>(Files.readAllLines(target.resolve("kustomization.yaml")));
        if (components.length > 0 && !kustomization.contains("components:")) {
            kustomization.add("components:");
        }
        for (String component : components) {
            kustomization.add(
                    kustomization.indexOf("components:") + 1, "  - ../../components/" + component);
        }
        Files.write(target.resolve("kustomization.yaml"), kustomization);
        String text = Tool.run(copy, "kubectl", "kustomize", target.toString())
                .succeeded()
                .output();
        assertThat(Manifests.complaints(text)).isEmpty();
        return Manifests.objects(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "development"})
    void pods_are_restricted_and_know_their_limits(String overlay) throws IOException {
        Map<String, Yaml> objects = built(overlay);
        int pods = 0;
        for (Yaml object : objects.values()) {
            Yaml pod = object.at("spec/template/spec");
            for (Yaml container : pod.at("containers").elements()) {
                Yaml security = container.at("securityContext");
                assertThat(security.at("allowPrivilegeEscalation").text()).isEqualTo("false");
                assertThat(security.at("readOnlyRootFilesystem").text()).isEqualTo("true");
                assertThat(security.at("capabilities/drop/0").text()).isEqualTo("ALL");
                assertThat(pod.at("securityContext/runAsNonRoot").text()).isEqualTo("true");
                assertThat(pod.at("securityContext/seccompProfile/type").text())
                        .isEqualTo("RuntimeDefault");
                assertThat(pod.at("automountServiceAccountToken").text()).isEqualTo("false");
                assertThat(container.at("resources/limits/memory").text()).isNotEmpty();
                assertThat(container.at("resources/requests/cpu").text()).isNotEmpty();
                pods++;
            }
        }
        assertThat(pods).isGreaterThanOrEqualTo(2);
        assertThat(objects.values().stream()
                        .filter(object -> object.at("kind").text().equals("Namespace")))
                .allMatch(namespace -> namespace.text().contains("enforce=restricted"));
    }

    @Test
    void selectors_select_the_pods_and_ports_have_the_names_that_are_used() throws IOException {
        Map<String, Yaml> objects = built("production");
        Yaml deployment = objects.get("Deployment/widgets");
        Map<String, Yaml> labels =
                deployment.at("spec/template/metadata/labels").entries();
        for (String path : List.of(
                "Deployment/widgets:spec/selector/matchLabels",
                "Service/widgets:spec/selector",
                "Service/widgets-admin:spec/selector",
                "PodDisruptionBudget/widgets:spec/selector/matchLabels",
                "NetworkPolicy/widgets:spec/podSelector/matchLabels")) {
            String[] parts = path.split(":", -1);
            Map<String, Yaml> selector = objects.get(parts[0]).at(parts[1]).entries();
            assertThat(selector).as(path).isNotEmpty();
            assertThat(labels).as(path).containsAllEntriesOf(selector);
        }
        // the migration must not be given requests
        assertThat(objects.get("Job/widgets-migrate")
                        .at("spec/template/metadata/labels")
                        .entries())
                .doesNotContainEntry("app.kubernetes.io/component", new Yaml("serve"));
        assertThat(deployment.at("spec/template/spec/containers/0/ports").elements().stream()
                        .map(port -> port.at("name").text()))
                .containsExactly("http", "admin");
        assertThat(objects.get("ServiceMonitor/widgets")
                        .at("spec/selector/matchLabels")
                        .entries())
                .isEqualTo(objects.get("Service/widgets-admin")
                        .at("metadata/labels")
                        .entries());
    }

    @Test
    void a_pod_has_the_time_to_drain() throws IOException {
        Yaml pod = built("production").get("Deployment/widgets").at("spec/template/spec");
        int drain = 0;
        int notice = 0;
        for (Yaml variable : pod.at("containers/0/env").elements()) {
            String name = variable.at("name").text();
            drain = name.equals("WIDGETS_SERVE_DRAIN") ? variable.at("value").seconds() : drain;
            notice = name.equals("WIDGETS_SERVE_DRAIN_NOTICE")
                    ? variable.at("value").seconds()
                    : notice;
        }
        assertThat(Integer.parseInt(pod.at("terminationGracePeriodSeconds").text()))
                .isGreaterThan(drain);
        assertThat(notice).isBetween(4, drain / 2);
    }

    @Test
    void only_the_migration_knows_the_owners_password() throws IOException {
        for (String overlay : List.of("production", "development")) {
            Map<String, Yaml> objects = built(overlay);
            assertThat(objects.get("Deployment/widgets").text()).doesNotContain("widgets-owner");
            assertThat(objects.get("Job/widgets-migrate").text()).contains("widgets-owner");
        }
    }

    @Test
    void postgrest_can_take_the_place_of_the_service() throws IOException {
        Yaml container = built("production", "postgrest")
                .get("Deployment/widgets")
                .at("spec/template/spec/containers/0");
        assertThat(container.at("image").text()).startsWith("docker.io/postgrest/postgrest:v");
        assertThat(container.at("args").elements()).isEmpty();
        assertThat(container.text()).contains("name=PGRST_DB_SCHEMAS, value=widgets");
        assertThat(container.at("readinessProbe/httpGet/port").text()).isEqualTo("admin");
    }
}
