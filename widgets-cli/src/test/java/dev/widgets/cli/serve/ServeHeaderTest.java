package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Headers that say where a request comes from and what it accepts. */
class ServeHeaderTest {

    private static final String END = "Connection: close\r\n\r\n";

    private static Served served;

    @BeforeAll
    static void serve() throws Exception {
        served = Served.start();
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
    void a_foreign_host_or_origin_is_refused() {
        assertThat(RawHttp.exchange(served.url(), "GET / HTTP/1.1\r\nHost: evil.example\r\n" + END))
                .startsWith("HTTP/1.1 403 ")
                .contains("SERVE007");
        for (String origin : List.of("https://evil.example", "null", "http://localhost:1")) {
            HttpResponse<String> answer = served.post("/rpc/remove_widget", "{}", "Origin", origin);
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("SERVE006");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
        assertThat(served.post("/rpc/remove_widget", "{}", "Origin", served.url())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void an_origin_that_is_named_may_call() throws Exception {
        try (Served open = Served.on(served.database(), "--cors-origin", "https://app.example")) {
            HttpResponse<String> answer =
                    open.post("/rpc/remove_widget", "{}", "Origin", "https://app.example");
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("https://app.example");
            assertThat(answer.headers().allValues("Vary")).contains("Origin");
            HttpResponse<String> before = open.send(open.request(
                            "/rpc/remove_widget",
                            "Origin",
                            "https://app.example",
                            "Access-Control-Request-Method",
                            "POST",
                            "Access-Control-Request-Headers",
                            "content-type")
                    .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
            assertThat(before.statusCode()).isEqualTo(200);
            assertThat(before.headers().firstValue("Access-Control-Allow-Headers"))
                    .contains("Authorization, content-type");
            assertThat(open.post("/rpc/remove_widget", "{}", "Origin", "https://other.example")
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void an_accept_header_may_be_spread_over_lines() {
        assertThat(served.get(
                                "/rpc/get_widget?serial_number=none",
                                "Accept",
                                "text/html",
                                "Accept",
                                "application/json")
                        .statusCode())
                .isEqualTo(404);
        assertThat(served.get(
                                "/rpc/get_widget?serial_number=none",
                                "Accept",
                                "text/html",
                                "Accept",
                                "text/plain")
                        .statusCode())
                .isEqualTo(406);
    }
}
