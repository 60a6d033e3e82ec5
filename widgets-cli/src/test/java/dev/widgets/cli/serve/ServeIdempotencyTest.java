package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.fixture.CommandProcess;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeIdempotencyTest {

    @TempDir
    static Path folder;

    private static Served one;
    private static Served other;

    @BeforeAll
    static void serve() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), TestTokens.SECRET);
        one = Served.start("--jwt-secret-file", secret.toString());
        other = Served.on(one.database(), "--jwt-secret-file", secret.toString());
    }

    @AfterAll
    static void end() {
        one.close();
        other.close();
    }

    @BeforeEach
    void clear() {
        one.database().clear();
        one.database().execute("truncate widgets_store.idempotency_keys");
    }

    private static String widget(String serialNumber) {
        return "{\"serial_number\":\"" + serialNumber + "\",\"name\":\"\",\"ports\":[\"P\"]}";
    }

    private static HttpResponse<String> add(Served at, String serialNumber, String... headers) {
        return at.post("/rpc/add_widget", widget(serialNumber), headers);
    }

    private static void assertDone(HttpResponse<String> answer) {
        assertThat(answer.body()).isEqualTo("\"Widget added.\"");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Range")).contains("0-0/*");
    }

    @Test
    void the_same_request_acts_once_and_gets_the_first_answer() {
        assertDone(add(one, "W-1", "Idempotency-Key", "k1"));
        assertDone(add(one, "W-1", "Idempotency-Key", "k1"));
        assertDone(add(other, "W-1", "Idempotency-Key", "k1"));
        one.database().execute("select widgets.remove_widget('W-1')");
        assertDone(add(other, "W-1", "Idempotency-Key", "k1"));
        assertThat(one.database().query("select count(*) from widgets_store.widgets"))
                .isEqualTo("0");
    }

    @Test
    void a_repeated_renaming_does_not_undo_a_later_one() {
        one.database().execute("select widgets.add_widget('W-1', 'pump', '{P}')");
        String body = "{\"serial_number\":\"W-1\",\"name\":\"valve\"}";
        for (Served at : List.of(one, other)) {
            HttpResponse<String> answer =
                    at.post("/rpc/rename_widget", body, "Idempotency-Key", "k1");
            assertThat(answer.body()).isEqualTo("\"Widget renamed.\"");
            one.database().execute("select widgets.rename_widget('W-1', 'tank')");
        }
        assertThat(one.database().query("select name from widgets.widgets")).isEqualTo("tank");
    }

    @Test
    void without_a_key_nothing_is_kept() {
        assertDone(add(one, "W-1"));
        assertThat(add(one, "W-1").statusCode()).isEqualTo(409);
        assertThat(one.database().query("select count(*) from widgets_store.idempotency_keys"))
                .isEqualTo("0");
    }

    @Test
    void another_body_for_the_same_key_is_refused() {
        assertDone(add(one, "W-1", "Idempotency-Key", "k1"));
        HttpResponse<String> second = add(one, "W-2", "Idempotency-Key", "k1");
        assertThat(second.statusCode()).isEqualTo(422);
        assertThat(second.body())
                .contains(
                        "PT422",
                        "idempotency_key_is_for_one_request",
                        "already used for a different request");
        assertThat(one.database().query("select count(*) from widgets_store.widgets"))
                .isEqualTo("1");
    }

    @Test
    void the_same_body_for_another_function_is_refused() {
        assertDone(add(one, "W-1"));
        assertDone(add(one, "W-2"));
        String pair = "{\"serial_number\":\"W-1\",\"peer_serial_number\":\"W-2\",\"port\":\"P\"}";
        assertThat(one.post("/rpc/associate_widgets", pair, "Idempotency-Key", "k1")
                        .statusCode())
                .isEqualTo(200);
        assertThat(one.post("/rpc/remove_association", pair, "Idempotency-Key", "k1")
                        .statusCode())
                .isEqualTo(422);
        assertThat(one.database()
                        .query("select peers from widgets.widgets where serial_number = 'W-1'"))
                .isEqualTo("{W-2}");
    }

    @Test
    void a_refusal_is_decided_anew() {
        one.database().execute("select widgets.add_widget('W-1', '', '{P}')");
        assertThat(add(one, "W-1", "Idempotency-Key", "k1").statusCode()).isEqualTo(409);
        one.database().execute("select widgets.remove_widget('W-1')");
        assertDone(add(one, "W-1", "Idempotency-Key", "k1"));
    }

    @Test
    void keys_belong_to_their_role_and_subject() {
        String alice = "Bearer " + TestTokens.of("web_anon");
        String bob = "Bearer "
                + TestTokens.of(TestTokens.claims("web_anon", 60).subject("bob").build());
        assertDone(add(one, "W-1", "Idempotency-Key", "k1", "Authorization", alice));
        assertDone(add(one, "W-1", "Idempotency-Key", "k1", "Authorization", alice));
        assertThat(add(one, "W-1", "Idempotency-Key", "k1", "Authorization", bob)
                        .statusCode())
                .isEqualTo(409);
        assertThat(add(one, "W-1", "Idempotency-Key", "k1").statusCode()).isEqualTo(409);
    }

    @Test
    void keys_that_are_no_keys_are_refused() {
        for (String key : List.of("", "k".repeat(256))) {
            HttpResponse<String> answer = add(one, "W-1", "Idempotency-Key", key);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("SERVE009");
        }
        HttpResponse<String> two =
                add(one, "W-1", "Idempotency-Key", "k1", "Idempotency-Key", "k2");
        assertThat(two.body()).contains("SERVE009");
    }

    @Test
    void reading_takes_no_notice_of_a_key() {
        one.database().execute("select widgets.add_widget('W-1', '', '{P}')");
        for (String name : List.of("W-1", "W-2")) {
            assertThat(one.post(
                                    "/rpc/get_widget",
                                    "{\"serial_number\":\"" + name + "\"}",
                                    "Idempotency-Key",
                                    "k1")
                            .statusCode())
                    .isEqualTo(name.equals("W-1") ? 200 : 404);
        }
    }

    @Test
    void of_many_at_once_one_acts_and_all_get_its_answer() throws SQLException {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        try (Connection blocker = one.database().dataSource().getConnection();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("select widgets.add_widget('W-1', '', '{P}')");
            for (int i = 0; i < 8; i++) {
                Served at = i % 2 == 0 ? one : other;
                answers.add(CompletableFuture.supplyAsync(
                        () -> add(at, "W-1", "Idempotency-Key", "k1")));
            }
            CommandProcess.await("both wait", () -> one.database().waiting() > 1);
            blocker.rollback();
        }
        answers.forEach(answer -> assertDone(answer.join()));
    }
}
