package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServeHostileTest {

    private static final String HOST = "Host: localhost\r\n";

    private static final String END = "Connection: close\r\n\r\n";

    private static final String POST = "POST /rpc/remove_widget HTTP/1.1\r\n" + HOST;

    private static Served served;

    @BeforeAll
    static void serve() throws Exception {
        served = Served.start("--send-timeout", "2s");
    }

    @AfterAll
    static void end() {
        served.close();
    }

    @AfterEach
    void it_still_answers() {
        served.assertAnswers();
    }

    @Test
    void a_head_that_comes_byte_by_byte_is_cut() {
        Instant begin = Instant.now();
        try (RawHttp http = new RawHttp(served.url())) {
            http.send("GET / HTTP/1.1\r\n" + HOST + "X-Slow: ");
            for (int i = 0; i < 60 && !isCut(); i++) {
                http.send("x");
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
            http.readAll();
        }
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(15));
        assertThat(served.metrics()).contains("widgets_http_problems_total{code=\"cut\"}");
    }

    private static boolean isCut() {
        return served.metrics().contains("widgets_http_problems_total{code=\"cut\"}");
    }

    @Test
    void a_body_that_does_not_come_is_not_waited_for() {
        try (RawHttp http = new RawHttp(served.url())) {
            http.send(POST + "Content-Length: 30\r\n\r\n{\"serial_number\":");
            String answer = http.readAll();
            assertThat(answer).startsWith("HTTP/1.1 408 ").contains("SERVE004");
        }
    }

    @Test
    void connections_that_are_idle_between_requests_are_not_cut() {
        try (RawHttp http = new RawHttp(served.url())) {
            for (int i = 0; i < 2; i++) {
                http.send("GET /rpc/get_widget?serial_number=none HTTP/1.1\r\n" + HOST + "\r\n");
                assertThat(http.readUntil("}")).startsWith("HTTP/1.1 404 ");
                LockSupport.parkNanos(Duration.ofSeconds(4).toNanos());
            }
        }
    }

    @Test
    void a_body_that_is_too_large_is_refused_before_it_is_read() {
        String answer = RawHttp.exchange(served.url(), POST + "Content-Length: 20000000\r\n\r\n{");
        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("SERVE005", "Connection: close");
    }

    @Test
    void a_chunked_body_that_is_too_large_is_refused() {
        String chunk = "1000\r\n" + "x".repeat(4096) + "\r\n";
        String answer = RawHttp.exchange(
                served.url(),
                POST + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(5) + "0\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 413 ");
    }

    @Test
    void a_chunked_body_is_read() {
        String answer = RawHttp.exchange(
                served.url(),
                POST + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                        + "11\r\n{\"serial_number\":\r\n7\r\n\"none\"}\r\n0\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 404 ").contains("PT404");
    }

    @Test
    void both_a_length_and_chunks_are_refused() {
        String answer = RawHttp.exchange(
                served.url(),
                POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                        + "GET /smuggled HTTP/1.1\r\n" + HOST + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("SERVE013");
        assertThat(answer).doesNotContain("smuggled").containsOnlyOnce("HTTP/1.1");
    }

    @Test
    void two_lengths_are_refused() {
        String answer = RawHttp.exchange(
                served.url(), POST + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}");
        assertThat(answer).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void headers_that_are_too_large_are_refused() {
        String answer = RawHttp.exchange(
                served.url(),
                "GET / HTTP/1.1\r\n" + HOST + "X-Large: " + "x".repeat(9000) + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 431 ").contains("SERVE012", "Proxy-Status");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/rpc/../rpc/get_widget",
                "/rpc/%2e%2e/admin",
                "/rpc/get_widget%00",
                "/rpc/get_widget%2f..%2f",
                "/rpc//get_widget",
                "/rpc/get_widget;x=y",
                "//",
                "/rpc/get_widget?serial_number=%zz",
                "/rpc/get_widget?serial_number=%ff",
                "/%c0%ae%c0%ae/",
                "http://elsewhere.example/rpc/get_widget",
                "*",
                "/rpc/get_widget?serial_number=a\tb"
            })
    void odd_paths_are_answered_with_a_refusal(String path) {
        String answer =
                RawHttp.exchange(served.url(), "GET " + path + " HTTP/1.1\r\n" + HOST + END);
        assertThat(answer)
                .matches("(?s)HTTP/1.1 4\\d\\d .*")
                .contains("Proxy-Status: PostgREST; error=");
        assertThat(answer.substring(answer.indexOf("\r\n\r\n")))
                .contains("\"code\":", "\"details\":", "\"hint\":", "\"message\":");
    }

    @Test
    void what_is_no_http_is_refused() {
        assertThat(RawHttp.exchange(served.url(), "\u0016\u0003\u0001\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(RawHttp.exchange(served.url(), "GET / HTTP/9.9\r\n" + HOST + "\r\n"))
                .matches("(?s)HTTP/1.1 [45]\\d\\d .*");
        assertThat(RawHttp.exchange(served.url(), "GET / HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void line_breaks_in_texts_make_no_headers() {
        for (String text : List.of("a\\r\\nX-Evil: 1", "\\n\\nX", "\\u2028", "\\r")) {
            HttpResponse<String> answer =
                    served.post("/rpc/remove_widget", "{\"serial_number\":\"" + text + "\"}");
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().map().keySet())
                    .doesNotContain("x-evil")
                    .allMatch(name -> !name.contains("evil"));
        }
        HttpResponse<String> answer = served.post("/rpc/a%0d%0aX-Evil:%201", "{}");
        assertThat(answer.statusCode()).isBetween(400, 404);
        assertThat(answer.headers().firstValue("X-Evil")).isEmpty();
    }

    @Test
    void invalid_utf_8_is_no_json() {
        for (byte[] evil : new byte[][] {
            {(byte) 0xff},
            {(byte) 0xc0, (byte) 0x80},
            {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            {(byte) 0xf5, (byte) 0x80, (byte) 0x80, (byte) 0x80}
        }) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.writeBytes("{\"serial_number\":\"".getBytes(StandardCharsets.UTF_8));
            body.writeBytes(evil);
            body.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));
            HttpResponse<String> answer = served.send(served.request("/rpc/remove_widget")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("PGRST102");
        }
    }

    @Test
    void json_that_is_deep_or_large_in_other_ways_is_refused() {
        String deep = "[".repeat(5000) + "]".repeat(5000);
        for (String body : List.of(
                deep,
                "{\"serial_number\":" + "[".repeat(20) + "]".repeat(20) + "}",
                "{\"serial_number\":1" + "0".repeat(5000) + "}",
                "{\"serial_number\":\"a\"} {\"serial_number\":\"a\"}",
                "{\"serial_number\":\"a\",}",
                "{'serial_number':'a'}",
                "{\"serial_number\":NaN}",
                "{\"serial_number\":\"a\"",
                "\"\u0001\"",
                "{\"serial_number\":\"a\nb\"}")) {
            HttpResponse<String> answer = served.post("/rpc/remove_widget", body);
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(answer.body()).contains("PGRST102");
        }
    }

    @Test
    void sql_in_texts_is_text() {
        String evil = "'; drop table widgets_store.widgets; --";
        assertThat(served.post(
                                "/rpc/add_widget",
                                "{\"serial_number\":\"" + evil
                                        + "\",\"name\":\"$$;\",\"ports\":[\"P\"]}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(served.post("/rpc/get_widget?select=" + "name%27,1", "{\"serial_number\":\"x\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(served.database().query("select count(*) from widgets_store.widgets"))
                .isEqualTo("1");
    }

    @Test
    void pipelined_requests_are_answered_in_their_order() {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            requests.append("GET /rpc/get_widget?serial_number=none-")
                    .append(i)
                    .append(" HTTP/1.1\r\n")
                    .append(HOST)
                    .append(i == 19 ? "Connection: close\r\n\r\n" : "\r\n");
        }
        String answers = RawHttp.exchange(served.url(), requests.toString());
        int last = -1;
        for (int i = 0; i < 20; i++) {
            int place = answers.indexOf("none-" + i + "\\\"");
            assertThat(place).as(answers).isGreaterThan(last);
            last = place;
        }
    }

    /** Java's HttpClient offers HTTP/2 by default, and curl does with --http2. */
    @Test
    void a_body_in_chunks_is_read_although_an_upgrade_to_http_2_is_offered() throws Exception {
        byte[] body = "{\"serial_number\":\"upgrade\",\"name\":\"\",\"ports\":[\"P\"]}"
                .getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        served.request("/rpc/add_widget")
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream(body)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).isEqualTo("\"Widget added.\"");
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(served.post("/rpc/remove_widget", "{\"serial_number\":\"upgrade\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_usual_check_of_a_load_balancer_is_answered_on_the_admin_port() {
        String answer = RawHttp.exchange(
                served.service().adminUrl().orElseThrow(), "OPTIONS / HTTP/1.0\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("ready\n");
    }
}
