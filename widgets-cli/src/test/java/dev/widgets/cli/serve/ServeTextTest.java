package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Texts that come over HTTP: what is taken is kept as it was, what is refused changes nothing. */
class ServeTextTest {

    private static final List<String> ODD = List.of(
            "0",
            "e\u0301",
            "\u00e9",
            "\u202eexe.gnp\u200f",
            "\ud83d\udd27".repeat(255),
            "水".repeat(255),
            "a\r\nX-Evil: 1\r\n\r\n",
            "'; drop table widgets_store.widgets; --",
            "{\"a\": [null]}",
            "%00&select=name#",
            "\u001b[2J\u0007\u007f",
            "\\u0000",
            " ");

    private static Served served;

    @BeforeAll
    static void serve() throws Exception {
        served = Served.start("--max-body", "33554432");
    }

    @AfterAll
    static void end() {
        served.close();
    }

    @BeforeEach
    void clear() {
        served.database().clear();
    }

    private static String widget(String serialNumber, String name) {
        return JSONObjectUtils.toJSONString(
                Map.of("serial_number", serialNumber, "name", name, "ports", List.of("P")));
    }

    @Test
    void odd_texts_are_kept_as_they_were() throws Exception {
        for (String text : ODD) {
            HttpResponse<String> added = served.post("/rpc/add_widget", widget(text, text));
            assertThat(added.body()).as(text).isEqualTo("\"Widget added.\"");
            assertThat(served.database().widgets().find(text).orElseThrow().name())
                    .isEqualTo(text);
            String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
            for (HttpResponse<String> read : List.of(
                    served.get("/rpc/get_widget?serial_number=" + encoded),
                    served.post(
                            "/rpc/get_widget",
                            JSONObjectUtils.toJSONString(Map.of("serial_number", text))))) {
                assertThat(JSONObjectUtils.parse(read.body()))
                        .containsEntry("serial_number", text)
                        .containsEntry("name", text);
            }
        }
        assertThat(served.database().query("select count(*) from widgets.widgets"))
                .isEqualTo(String.valueOf(ODD.size()));
    }

    @Test
    void texts_that_cannot_be_kept_are_refused_and_change_nothing() {
        String long256 = "\ud83d\udd27".repeat(256);
        for (String body : List.of(
                widget("", "n"),
                widget(long256, "n"),
                widget("W-1", long256),
                widget("x".repeat(16 << 20), "n"),
                widget("W-1", "x").replace("\"x\"", "\"\\u0000\""),
                widget("W-1", "x").replace("\"x\"", "\"\\ud83d\""),
                widget("x", "n").replace("\"x\"", "\"\\udd27\\ud83d\""),
                widget("x", "n").replace("\"x\"", "null"),
                widget("x", "n").replace("\"x\"", "[]").replace("[\"P\"]", "{}"))) {
            HttpResponse<String> answer = served.post("/rpc/add_widget", body);
            String as = body.substring(0, Math.min(100, body.length()));
            assertThat(answer.statusCode()).as(as + answer.body()).isEqualTo(400);
            assertThat(answer.body()).as(as).hasSizeLessThan(1000).contains("\"code\":");
        }
        assertThat(served.database().query("select count(*) from widgets.widgets"))
                .isEqualTo("0");
    }
}
