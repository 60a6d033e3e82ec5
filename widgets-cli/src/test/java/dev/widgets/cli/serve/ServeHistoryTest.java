package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.WidgetHistory;
import dev.widgets.cli.fixture.CommandDatabase;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The history over HTTP: the subject of the token, and {@code /history} for those who may. */
class ServeHistoryTest {

    private static final String ADD = "{\"serial_number\":\"%s\",\"name\":\"\",\"ports\":[\"P\"]}";

    private static Served served;

    @BeforeAll
    static void serve(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), TestTokens.SECRET);
        CommandDatabase database = Served.prepared();
        database.execute("drop role if exists history_reader; create role history_reader nologin;"
                + " grant widgets_app to history_reader;"
                + " grant select on widgets.history to history_reader;"
                + " grant history_reader to authenticator");
        served = Served.on(database, "--jwt-secret-file", secret.toString(), "--lanes", "1");
        WidgetHistory.over(database.dataSource()).enable(Duration.ofMinutes(1));
    }

    @AfterAll
    static void end() {
        served.close();
        served.database().execute("drop owned by history_reader; drop role history_reader");
    }

    private static HttpResponse<String> add(String serialNumber, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Authorization", "Bearer " + TestTokens.of("widgets_app")));
        HttpResponse<String> answer = served.post(
                "/rpc/add_widget", ADD.formatted(serialNumber), all.toArray(String[]::new));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static HttpResponse<String> history(String query, String role) {
        return served.get("/history?" + query, "Authorization", "Bearer " + TestTokens.of(role));
    }

    @Test
    void each_request_is_recorded_with_the_subject_of_its_token() {
        // the service hears of it at once, and certainly with its next check
        await(() -> {
            String one = "W-" + System.nanoTime();
            add(one);
            return served.database()
                    .query("select subject from widgets.history where serial_number = '" + one
                            + "'")
                    .equals("alice");
        });
        add("K-1", "Idempotency-Key", "k");
        add("K-1", "Idempotency-Key", "k");
        add("K-2", "Prefer", "tx=commit");
        List<CompletableFuture<Void>> together = new ArrayList<>();
        for (int i = 10; i < 30; i++) {
            String one = "B-" + i;
            together.add(CompletableFuture.runAsync(() -> add(one)));
        }
        together.forEach(CompletableFuture::join);
        served.post("/rpc/add_widget", ADD.formatted("A-1"));
        assertThat(served.database()
                        .query("select string_agg(distinct role || ' ' || subject, ',') || count(*)"
                                + " from widgets.history where serial_number ~ '^[BK]-'"))
                .isEqualTo("widgets_app alice22");
        assertThat(served.database()
                        .query("select role || coalesce(subject, ' without a subject')"
                                + " from widgets.history where serial_number = 'A-1'"))
                .isEqualTo("web_anon without a subject");
    }

    @Test
    void only_a_role_that_was_granted_it_reads_it() {
        add("R-1");
        add("R-2");
        HttpResponse<String> answer = history(
                "serial_number=eq.R-1&done_at=gt.2020-01-01&select=operation,serial_number,ports",
                "history_reader");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualToIgnoringWhitespace(
                        "[{\"operation\":\"add_widget\",\"serial_number\":\"R-1\",\"ports\":\"P\"}]");
        assertThat(history("serial_number=eq.R-1", "history_reader").body())
                .containsPattern("\"done_at\":\"\\d{4}-\\d\\d-\\d\\dT[0-9:.]+[+-]\\d\\d:\\d\\d\"");
        for (String path : List.of("/history", "/history?serial_number=eq.R-1")) {
            assertThat(served.get(path).statusCode()).isEqualTo(401);
            assertThat(served.get(path, "Authorization", "Bearer " + TestTokens.of("widgets_app"))
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(served.get("/").body()).doesNotContain("/history");
        assertThat(served.get("/", "Authorization", "Bearer " + TestTokens.of("history_reader"))
                        .body())
                .contains("\"/history\"");
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("not within a minute").isLessThan(end);
        }
    }
}
