package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.widgets.Refusal;
import dev.widgets.RefusalCase;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every row of the table of rules says over HTTP what it says in SQL. */
class ServeRefusalTest {

    private static final String TABLE =
            "select array_agg(w order by serial_number)::text from widgets_store.widgets w";

    private static Served served;
    private static String before;

    private final SoftAssertions all = new SoftAssertions();

    @BeforeAll
    static void serve() throws Exception {
        served = Served.start();
        served.database().execute(RefusalCase.WIDGETS);
        before = served.database().query(TABLE);
    }

    @AfterAll
    static void end() {
        served.close();
    }

    @Test
    void by_post() throws Exception {
        for (RefusalCase one : RefusalCase.all()) {
            assertSame(one, served.post("/rpc/" + one.function(), body(one)));
        }
        finish();
    }

    @Test
    void with_an_idempotency_key_in_a_transaction_of_its_own() throws Exception {
        for (RefusalCase one : RefusalCase.all()) {
            String[] key = {"Idempotency-Key", "key " + one.hashCode()};
            assertSame(one, served.post("/rpc/" + one.function(), body(one), key));
        }
        finish();
    }

    @Test
    void by_get() throws Exception {
        for (RefusalCase one : RefusalCase.all()) {
            if (one.function().equals("get_widget") && !one.arguments().contains(null)) {
                String text = URLEncoder.encode(one.arguments().get(0), StandardCharsets.UTF_8);
                assertSame(one, served.get("/rpc/get_widget?serial_number=" + text));
            }
        }
        finish();
    }

    @Test
    void many_at_once() throws Exception {
        List<Thread> threads = new ArrayList<>();
        List<Map.Entry<RefusalCase, HttpResponse<String>>> answers =
                Collections.synchronizedList(new ArrayList<>());
        for (RefusalCase one : RefusalCase.all()) {
            Thread thread = new Thread(() ->
                    answers.add(Map.entry(one, served.post("/rpc/" + one.function(), body(one)))));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(answers).hasSameSizeAs(RefusalCase.all());
        for (Map.Entry<RefusalCase, HttpResponse<String>> answer : answers) {
            assertSame(answer.getKey(), answer.getValue());
        }
        finish();
    }

    private void assertSame(RefusalCase one, HttpResponse<String> answer) throws Exception {
        Refusal expected = one.expected();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("code", expected.state());
        json.put("details", expected.detail());
        json.put("hint", expected.hint());
        json.put("message", expected.message());
        all.assertThat(JSONObjectUtils.parse(answer.body())).as(one.toString()).isEqualTo(json);
        all.assertThat(answer.statusCode()).as(one.toString()).isEqualTo(status(expected.state()));
    }

    private static int status(String state) {
        if (state.startsWith("PT")) {
            return Integer.parseInt(state.substring(2));
        }
        return state.startsWith("XX") ? 500 : 400;
    }

    private void finish() {
        all.assertThat(served.database().query(TABLE)).isEqualTo(before);
        all.assertAll();
    }

    private static String body(RefusalCase one) {
        Map<String, Object> body = new LinkedHashMap<>();
        for (int i = 0; i < one.names().size(); i++) {
            String value = one.arguments().get(i);
            boolean ports = one.names().get(i).equals("ports") && value != null;
            body.put(one.names().get(i), ports ? array(value) : value);
        }
        return JSONObjectUtils.toJSONString(body);
    }

    /** The elements of a text such as {@code {{P,Q}}} or {@code {P,NULL}}. */
    private static List<Object> array(String text) {
        String inner = text.substring(1, text.length() - 1);
        if (inner.startsWith("{")) {
            return List.of(array(inner));
        }
        List<Object> elements = new ArrayList<>();
        for (String element : inner.isEmpty() ? new String[0] : inner.split(",")) {
            elements.add(element.equals("NULL") ? null : element);
        }
        return elements;
    }
}
