package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The conformance table, against the service and against a PostgREST: one that runs, if PGRST_URL
 * names it, with the anonymous role web_anon and the secret of {@link TestTokens}; or the program
 * that WIDGETS_TEST_POSTGREST names, which is started with the configuration of examples/postgrest.
 */
class ServeConformanceTest {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static List<HttpCase> cases() {
        return HttpCase.read(
                "conformance.http",
                Map.of(
                        "run", "C-" + Long.toString(System.nanoTime(), Character.MAX_RADIX),
                        "token", TestTokens.of("web_anon"),
                        "reader", TestTokens.of("widgets_app"),
                        "expired",
                                TestTokens.of(TestTokens.claims("web_anon", -60).build()),
                        "nobody", TestTokens.of("widgets_nobody")));
    }

    @TestFactory
    Stream<DynamicTest> serve_answers_as_the_table_says(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), TestTokens.SECRET);
        Served served = Served.start("--jwt-secret-file", secret.toString());
        return checks(served.url()).onClose(served::close);
    }

    @TestFactory
    Stream<DynamicTest> postgrest_answers_as_the_table_says(@TempDir Path folder) throws Exception {
        String url = System.getenv("PGRST_URL");
        if (url != null) {
            return checks(url);
        }
        Optional<PostgrestProgram> program = PostgrestProgram.start(Served.prepared(), folder);
        if (program.isEmpty()) {
            System.err.println("LEFT OUT: the table is not compared with a PostgREST, because"
                    + " neither PGRST_URL nor WIDGETS_TEST_POSTGREST names one.");
            return Stream.empty();
        }
        return checks(program.get().url()).onClose(program.get()::close);
    }

    private Stream<DynamicTest> checks(String url) {
        return cases().stream()
                .map(one -> DynamicTest.dynamicTest(one.name(), () -> check(url, one)));
    }

    private void check(String url, HttpCase one) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + one.path()))
                .method(one.method(), HttpRequest.BodyPublishers.ofString(one.body()));
        one.headers().forEach(request::header);
        HttpResponse<String> answer = send(request.build());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(one.status());
        one.answerHeaders().forEach((name, value) -> {
            if (name.startsWith("!")) {
                assertThat(answer.headers().firstValue(name.substring(1)))
                        .as(name)
                        .isEmpty();
            } else {
                assertThat(answer.headers().firstValue(name)).as(name).contains(value);
            }
        });
        if (one.answerBody().startsWith("{")) {
            Map<String, Object> expected = JSONObjectUtils.parse(one.answerBody());
            Map<String, Object> actual = parse(answer.body());
            expected.forEach((key, value) -> {
                if ("*".equals(value)) {
                    assertThat(actual).containsKey(key);
                    actual.put(key, value);
                }
            });
            assertThat(actual).isEqualTo(expected);
        } else {
            assertThat(answer.body()).isEqualTo(one.answerBody());
        }
    }

    private HttpResponse<String> send(HttpRequest request)
            throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static Map<String, Object> parse(String body) {
        try {
            return JSONObjectUtils.parse(body);
        } catch (ParseException e) {
            throw new AssertionError("No JSON object: " + body, e);
        }
    }
}
