package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.Writer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The console, in a browser by console.mjs, and its files over HTTP. */
class ConsoleTest {

    private static final int FLOWS = 18;

    @TempDir
    static Path folder;

    private static Served served;
    private static String secret;

    @BeforeAll
    static void serve() throws Exception {
        secret = Files.writeString(folder.resolve("secret"), TestTokens.SECRET).toString();
        served = Served.start("--console", "--jwt-secret-file", secret);
    }

    @AfterAll
    static void end() {
        served.close();
    }

    @TestFactory
    Stream<DynamicTest> the_console_works_in_a_browser() throws Exception {
        Optional<Path> chromium = chromium();
        if (chromium.isEmpty()) {
            System.err.println(
                    "SKIPPED: there is no chromium here, so the console is not tried in one");
        }
        assumeTrue(chromium.isPresent(), "chromium");
        assumeTrue(NodePackages.install().isPresent(), "node and npm");
        Map<String, String> ends = run(chromium.get());
        assertThat(ends).hasSize(FLOWS);
        return ends.entrySet().stream()
                .map(flow -> DynamicTest.dynamicTest(
                        flow.getKey(), () -> assertThat(flow.getValue()).startsWith("ok (")));
    }

    private static Optional<Path> chromium() {
        String named = System.getenv("CHROMIUM");
        return Stream.of(named == null ? "/usr/bin/chromium" : named, "/usr/bin/chromium-browser")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Runs all flows in one browser, and returns the end of each by its name. */
    @SuppressWarnings("try") // the browser asks for a service to stop
    private static Map<String, String> run(Path chromium) throws Exception {
        Path errors = folder.resolve("errors");
        try (Served second =
                Served.on(served.database(), "--console", "--jwt-secret-file", secret)) {
            ProcessBuilder builder = new ProcessBuilder(
                            "node",
                            "console.mjs",
                            served.url(),
                            second.url(),
                            TestTokens.of(TestTokens.claims("widgets_app", -15).build()),
                            TestTokens.of("widgets_app"))
                    .directory(NodePackages.install().orElseThrow().toFile())
                    .redirectError(errors.toFile());
            builder.environment().put("CHROMIUM", chromium.toString());
            Process process = builder.start();
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                    Writer input = process.outputWriter(StandardCharsets.UTF_8)) {
                Map<String, String> ends = new TreeMap<>();
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.equals("stop")) {
                        second.close();
                        input.append("stopped\n").flush();
                    } else {
                        int end = line.indexOf(": ");
                        ends.put(line.substring(0, end), line.substring(end + 2));
                    }
                }
                assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
                return ends;
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void the_files_are_served_with_headers_that_keep_everything_foreign_out() {
        HttpResponse<String> page = served.get("/console/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(page, "Content-Security-Policy"))
                .startsWith("default-src 'none'; ")
                .contains(
                        "frame-ancestors 'none'",
                        "form-action 'none'",
                        "base-uri 'none'",
                        "require-trusted-types-for 'script'; trusted-types 'none'")
                .doesNotContain("unsafe", "http", "*", "data:");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.body()).doesNotContain("://", "style=", "onclick", "<script>");
    }

    @Test
    void a_browser_asks_whether_a_file_has_changed() {
        HttpResponse<String> file = served.get("/console/main.js");
        assertThat(header(file, "Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(header(file, "Cache-Control")).isEqualTo("no-cache");
        String tag = header(file, "ETag");
        HttpResponse<String> again =
                served.get("/console/main.js", "If-None-Match", "\"other\", W/" + tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(served.get("/console/main.js", "If-None-Match", "\"other\"").statusCode())
                .isEqualTo(200);
        HttpResponse<String> head = served.send(served.request("/console/main.js")
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(header(head, "ETag")).isEqualTo(tag);
    }

    @Test
    void nothing_else_is_served_below_its_path() {
        List<Integer> statuses = new ArrayList<>();
        for (String path : List.of("/console/x", "/console/../Main.class", "/console/%2e%2e/x")) {
            statuses.add(served.get(path).statusCode());
        }
        assertThat(statuses).allMatch(status -> status == 404 || status == 400);
        assertThat(served.get("/consoles").statusCode()).isEqualTo(404);
        assertThat(served.post("/console/main.js", "{}").statusCode()).isEqualTo(404);
        HttpResponse<String> moved = served.get("/console");
        assertThat(moved.statusCode()).isEqualTo(308);
        assertThat(header(moved, "Location")).isEqualTo("console/");
        assertThat(served.get("/console/settings.json").body()).isEqualTo("{\"read_only\":false}");
    }

    @Test
    void where_others_can_connect_the_figures_need_a_token() throws Exception {
        try (Served open = Served.on(
                served.database(),
                "--console-read-only",
                "--anonymous",
                "--listen",
                "0.0.0.0:0",
                "--jwt-secret-file",
                secret)) {
            String url = open.url().replace("0.0.0.0", "127.0.0.1");
            assertThat(get(open, url + "/console/settings.json").body())
                    .isEqualTo("{\"read_only\":true}");
            assertThat(get(open, url + "/console/metrics.json").statusCode()).isEqualTo(401);
            HttpResponse<String> figures = get(
                    open,
                    url + "/console/metrics.json",
                    "Authorization",
                    "Bearer " + TestTokens.of("widgets_app"));
            assertThat(figures.body()).contains("\"function\":\"none\"", "\"bounds\":[0.001,0.002");
        }
    }

    @Test
    void the_sizes_need_the_privilege_to_count_the_widgets() throws Exception {
        String path = "/console/sizes.json";
        assertThat(served.get(path).body()).contains("permission denied for view widgets");
        HttpResponse<String> sizes =
                served.get(path, "Authorization", "Bearer " + TestTokens.of("widgets_app"));
        String table = served.database()
                .query("select bytes from widgets_admin.sizes() where relation = 'table'");
        assertThat(sizes.body()).startsWith("{\"table\":" + table + ",\"index\":");
    }

    @Test
    void it_is_off_unless_asked_for_and_its_files_need_no_token() throws Exception {
        try (Served off = Served.on(served.database())) {
            assertThat(off.get("/console/").statusCode()).isEqualTo(404);
        }
        try (Served strict = Served.on(
                served.database(), "--console", "--no-anonymous", "--jwt-secret-file", secret)) {
            assertThat(strict.get("/console/").statusCode()).isEqualTo(200);
            assertThat(strict.get("/console/metrics.json").statusCode()).isEqualTo(401);
            assertThat(strict.get("/widgets").statusCode()).isEqualTo(401);
        }
    }

    private static HttpResponse<String> get(Served service, String url, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(java.net.URI.create(url));
        return service.send(headers.length == 0 ? request : request.headers(headers));
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
