package dev.widgets.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Starts the stack of compose/compose.yaml on an engine, and kills, stops, restarts and upgrades
 * parts of it under load. Then every answer is compared with the table.
 */
@Tag("engine")
class EngineTest {

    private static final String IMAGE = "widgets:test";
    private static final String NEXT = "widgets:next";
    private static final int STOPS = Integer.getInteger("widgets.test.stops", 2);

    /** A short path: that of a socket has at most 108 characters. */
    private final Path folder = Files.createTempDirectory("widgets-engine");

    private long last = System.nanoTime();

    EngineTest() throws IOException {}

    /** Says how long a step took, for the log of the build. */
    private void step(String what) {
        long now = System.nanoTime();
        System.err.printf("%6.1f s  %s%n", (now - last) / 1e9, what);
        last = now;
    }

    @Test
    void the_stack_loses_nothing_whatever_happens_to_it() throws Exception {
        Engine.assumePossible();
        Path jar =
                Tool.HERE.resolve("../../widgets-cli/target/image/widgets.jar").normalize();
        Tool.assume(Files.exists(jar), "the jar is not packaged: " + jar);
        try (Engine engine = Engine.start(folder.resolve("engine"))) {
            step("engine started");
            buildImages(engine, jar);
            try (Stack stack = new Stack(engine, folder, IMAGE)) {
                try {
                    prove(stack);
                } catch (AssertionError | RuntimeException e) {
                    System.err.println(stack.logs());
                    throw e;
                }
            }
        } finally {
            Tool.run(Tool.HERE, "rm", "-rf", folder.toString());
            step("engine stopped");
        }
    }

    private void buildImages(Engine engine, Path jar) throws IOException {
        StandIns standIns = new StandIns(engine, Files.createDirectories(folder.resolve("roots")));
        standIns.postgres(
                "docker.io/library/postgres:18",
                Tool.HERE.resolve("../../widgets-cli/target/postgres/18.jar").normalize());
        standIns.haproxy("docker.io/library/haproxy:3.2-alpine");
        standIns.base("docker.io/library/debian:trixie-slim");
        standIns.jdk("docker.io/library/maven:3.9-eclipse-temurin-25");
        step("stand-ins made");
        engine.run(Tool.HERE, Map.of(), "image/build.sh", IMAGE).succeeded();
        step("image built");
        buildNext(engine, jar);
        step("next image built");
    }

    /**
     * The same image with a schema that differs: a comment in a function, which is installed anew.
     */
    private void buildNext(Engine engine, Path jar) throws IOException {
        Path context = Files.createDirectories(folder.resolve("next"));
        Path copy = Files.copy(jar, context.resolve("widgets.jar"));
        try (FileSystem files = FileSystems.newFileSystem(copy)) {
            Files.writeString(
                    files.getPath("dev/widgets/sql/functions/R__get_widget.sql"),
                    "\n-- next\n",
                    StandardOpenOption.APPEND);
        }
        Files.writeString(
                context.resolve("Dockerfile"),
                "FROM " + IMAGE + "\nCOPY widgets.jar /opt/widgets/\n");
        engine.docker("build", "-q", "-t", NEXT, context.toString());
    }

    private void prove(Stack stack) throws Exception {
        stack.up();
        step("stack up");
        List<String> lost = new ArrayList<>();
        AccountedLoad load = new AccountedLoad(stack.url(), stack.token());
        try (load) {
            load.await(200);
            checkMetrics(stack);
            assertThat(load.takeTroubles()).as("without faults").isEmpty();

            stack.kill("serve-a");
            step("a service killed");
            load.await(200);
            load.takeTroubles();

            for (int i = 0; i < STOPS; i++) {
                stack.stopAndStart(i % 2 == 0 ? "serve-b" : "serve-a");
                load.await(100);
            }
            lost.addAll(load.takeTroubles());
            step(STOPS + " graceful stops");

            stack.restart("db");
            load.await(100);
            step("database restarted");
            stack.kill("db");
            load.await(100);
            stack.awaitHealthy("serve-a");
            stack.awaitHealthy("serve-b");
            step("database killed");
            load.takeTroubles();

            assertThat(stack.run("./upgrade.sh", NEXT).errors()).contains("Applied 1 script;");
            load.await(200);
            lost.addAll(load.takeTroubles());
            step("upgraded");
        }
        assertThat(lost).as("while services were stopped or upgraded").isEmpty();
        account(load, stack.serialNumbers());

        stack.compose("down", "-t", "40");
        stack.up();
        account(load, stack.serialNumbers());
        step("down and up");
    }

    /** Compares what callers were told with the table. */
    private static void account(AccountedLoad load, Set<String> there) {
        System.err.printf(
                "done %d, refused %d, unknown %d, in the table %d%n",
                load.done().size(), load.refused().size(), load.unknown().size(), there.size());
        assertThat(load.wrong()).as("answers that are not documented").isEmpty();
        assertThat(missing(load.done(), there)).as("done and not there").isEmpty();
        Set<String> refusedAndThere = new TreeSet<>(load.refused());
        refusedAndThere.retainAll(there);
        assertThat(refusedAndThere).as("refused and there").isEmpty();
        Set<String> known = new TreeSet<>(load.done());
        known.addAll(load.unknown());
        assertThat(missing(there, known)).as("there and never asked for").isEmpty();
    }

    private static Set<String> missing(Set<String> expected, Set<String> actual) {
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(actual);
        return missing;
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
