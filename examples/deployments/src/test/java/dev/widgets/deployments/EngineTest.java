package dev.widgets.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Starts the stack of compose/compose.yaml on an engine, and kills, stops, restarts and upgrades
 * parts of it under load. Then every answer is compared with the table.
 */
@Tag("engine")
class EngineTest {

    @RegisterExtension
    static final TestEngine engine = new TestEngine();

    private static final int STOPS = Integer.getInteger("widgets.test.stops", 2);

    private final Steps steps = new Steps();

    /** Java ignores a cache that does not fit its jar, and starts more slowly. */
    @Test
    void the_image_uses_its_cache_of_classes() {
        String classes = engine.engine()
                .docker(
                        "run",
                        "--rm",
                        "--network=none",
                        "--entrypoint=java",
                        TestEngine.IMAGE,
                        "@/opt/widgets/java.options",
                        "-Xlog:class+load",
                        "-jar",
                        "/opt/widgets/widgets.jar",
                        "--version");
        assertThat(classes)
                .contains(" dev.widgets.cli.Main source: shared objects file")
                .contains(" picocli.CommandLine source: shared objects file");
    }

    @Test
    void the_stack_loses_nothing_whatever_happens_to_it() throws Exception {
        try (Stack stack = new Stack(engine.engine(), engine.folder("faults"), TestEngine.IMAGE)) {
            try {
                prove(stack);
            } catch (AssertionError | RuntimeException e) {
                System.err.println(stack.logs());
                throw e;
            }
        }
    }

    private void prove(Stack stack) throws Exception {
        stack.up();
        steps.done("stack up");
        stack.stopAndStart("serve-a");
        steps.done("a service without load served "
                + stack.secondsOfStarts("serve-a").values() + " s after its start");
        List<String> lost = new ArrayList<>();
        AccountedLoad load = new AccountedLoad(stack.url(), stack.token(), "faults");
        try (load) {
            load.await(200);
            checkMetrics(stack);
            assertThat(load.takeTroubles()).as("without faults").isEmpty();

            stack.kill("serve-a");
            steps.done("a service killed");
            load.await(200);
            load.takeTroubles();

            for (int i = 0; i < STOPS; i++) {
                stack.stopAndStart(i % 2 == 0 ? "serve-b" : "serve-a");
                load.await(100);
            }
            lost.addAll(load.takeTroubles());
            steps.done(STOPS + " graceful stops; a service under load served "
                    + stack.secondsOfStarts("serve-b").values() + " s after its start");

            stack.restart("db");
            load.await(100);
            steps.done("database restarted");
            stack.kill("db");
            load.await(100);
            stack.awaitHealthy("serve-a");
            stack.awaitHealthy("serve-b");
            steps.done("database killed");
            load.takeTroubles();

            assertThat(stack.run("./upgrade.sh", TestEngine.NEXT).errors())
                    .contains("Applied 1 script;");
            load.await(200);
            lost.addAll(load.takeTroubles());
            steps.done("upgraded");
        }
        assertThat(lost).as("while services were stopped or upgraded").isEmpty();
        load.account(stack.serialNumbers());

        stack.compose("down", "-t", "40");
        stack.usePgBouncer();
        stack.up();
        load.account(stack.serialNumbers());
        steps.done("down and up, with PgBouncer");
        try (AccountedLoad pooled = new AccountedLoad(stack.url(), stack.token(), "pooled")) {
            pooled.await(300);
            assertThat(pooled.takeTroubles()).as("through PgBouncer").isEmpty();
        }
        assertThat(stack.clientsOfTheDatabase()).containsOnly(stack.address("pgbouncer"));
        steps.done("load through PgBouncer");
    }

    /** The dashboard and the alerts name no metric that the service does not have. */
    private static void checkMetrics(Stack stack) throws IOException, InterruptedException {
        String metrics = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(stack.adminUrl() + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        for (String name : Dashboard.metricsOfTheService()) {
            // appears with the first problem, and with the first collection
            if (!name.equals("widgets_http_problems_total") && !name.startsWith("jvm_gc_pause")) {
                assertThat(metrics).contains("\n" + name);
            }
        }
    }
}
