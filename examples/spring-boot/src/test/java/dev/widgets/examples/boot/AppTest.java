package dev.widgets.examples.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ConfigurableApplicationContext;

/** The application as a whole: over HTTP, on a PostgreSQL of its own. */
class AppTest {

    private static final boolean STARTER = !SpringBootVersion.getVersion().startsWith("3.");

    private static EmbeddedPostgres postgres;
    private static ConfigurableApplicationContext context;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.builder()
                .setLocaleConfig("locale", "C.UTF-8")
                .setPGStartupWait(Duration.ofSeconds(60))
                .setOverrideWorkingDirectory(new File("target/postgres"))
                .start();
        context = run();
    }

    private static ConfigurableApplicationContext run() {
        return SpringApplication.run(
                App.class,
                "--server.port=0",
                "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                "--spring.datasource.username=postgres");
    }

    @AfterAll
    static void stop() throws Exception {
        context.close();
        postgres.close();
    }

    @Test
    void a_job_and_its_association_are_both_done_or_neither() throws Exception {
        assertThat(post("/widgets?serialNumber=W-1&name=pump&ports=PQ").statusCode())
                .isEqualTo(201);
        assertThat(post("/widgets?serialNumber=W-2&name=tank&ports=PQR").statusCode())
                .isEqualTo(201);
        String connect = "&serialNumber=W-1&peer=W-2&port=";
        assertThat(post("/jobs?job=first" + connect + "P").statusCode()).isEqualTo(201);

        HttpResponse<String> refused = post("/jobs?job=second" + connect + "P");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body())
                .contains("association_is_unique_per_port")
                .contains("associated on port type P");
        HttpResponse<String> missing = post("/jobs?job=third&serialNumber=W-1&peer=W-9&port=Q");
        assertThat(missing.statusCode()).isEqualTo(404);
        HttpResponse<String> again = post("/jobs?job=first" + connect + "Q");
        assertThat(again.statusCode()).isEqualTo(500);

        assertThat(get("/jobs").body()).isEqualTo("[\"first\"]");
        assertThat(get("/widgets/W-1").body())
                .contains("{\"type\":\"P\",\"peer\":\"W-2\"")
                .contains("{\"type\":\"Q\",\"peer\":null");
        assertThat(get("/actuator/metrics/widgets.operations?tag=outcome:refused")
                        .body())
                .contains(STARTER ? "\"value\":2.0" : "");
    }

    @Test
    void wrong_input_is_refused_with_its_rule() throws Exception {
        HttpResponse<String> refused = post("/widgets?serialNumber=W-3&name=&ports=PQRS");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("widget_has_1_to_3_ports");
    }

    @Test
    void the_application_is_healthy() throws Exception {
        HttpResponse<String> health = get("/actuator/health");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains(STARTER ? "\"widgets\":{\"status\":\"UP\"" : "UP");
    }

    @Test
    void a_second_instance_starts_on_the_same_database() {
        run().close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path) throws Exception {
        return client.send(
                request(path).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        String port = context.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }
}
