package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.CommandProcess;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers of different roles at the same time, and with the same keys: each has its own rights. */
class ServeRolesTest {

    private static final int CALLERS = 20;

    private static Served served;

    @BeforeAll
    static void serve(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), TestTokens.SECRET);
        CommandDatabase database = Served.prepared();
        database.execute("drop role if exists roles_reader; create role roles_reader nologin;"
                + " grant usage on schema widgets to roles_reader;"
                + " grant execute on function widgets.get_widget(text) to roles_reader;"
                + " grant roles_reader to authenticator");
        served = Served.on(database, "--jwt-secret-file", secret.toString(), "--lanes", "1");
    }

    @AfterAll
    static void end() {
        served.close();
        served.database().execute("drop owned by roles_reader; drop role roles_reader");
    }

    @BeforeEach
    void widgets() {
        served.database().clear();
        served.database()
                .execute("select widgets.add_widget('W-' || i, '', '{P}')"
                        + " from generate_series(0, " + CALLERS + ") i");
    }

    private static HttpResponse<String> remove(int widget, String role, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Authorization", "Bearer " + TestTokens.of(role)));
        return served.post(
                "/rpc/remove_widget",
                "{\"serial_number\":\"W-" + widget + "\"}",
                all.toArray(String[]::new));
    }

    private static String count() {
        return served.database().query("select count(*) from widgets.widgets");
    }

    @Test
    void the_role_of_a_token_is_in_force() {
        String one = "{\"serial_number\":\"W-1\"}";
        String token = TestTokens.of("roles_reader");
        for (String body : List.of(one, "{\"serial_number\":1}")) {
            HttpResponse<String> answer =
                    served.post("/rpc/remove_widget", body, "Authorization", "Bearer " + token);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
            assertThat(answer.body()).contains("\"42501\"", "permission denied for function");
        }
        assertThat(served.post("/rpc/get_widget", one, "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(200);
    }

    /** The first one holds the only lane up, so that the others go out together. */
    @Test
    void callers_of_two_roles_who_come_together_keep_their_rights() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        try (Connection blocker = served.database().dataSource().getConnection();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute(
                    "select from widgets_store.widgets where serial_number = 'W-0' for update");
            CompletableFuture<HttpResponse<String>> first =
                    CompletableFuture.supplyAsync(() -> remove(0, "web_anon"));
            CommandProcess.await("the lane is held up", () -> served.database().waiting() == 1);
            for (int i = 1; i <= CALLERS; i++) {
                int widget = i;
                String role = i % 2 == 0 ? "roles_reader" : "web_anon";
                answers.add(CompletableFuture.supplyAsync(() -> remove(widget, role)));
            }
            CommandProcess.await(
                    "all wait",
                    () -> served.metrics().contains("widgets_coalescing_queued " + CALLERS + ".0"));
            blocker.commit();
            assertThat(first.join().statusCode()).isEqualTo(200);
        }
        for (int i = 1; i <= CALLERS; i++) {
            assertThat(answers.get(i - 1).join().statusCode())
                    .as("W-" + i)
                    .isEqualTo(i % 2 == 0 ? 403 : 200);
        }
        assertThat(count()).isEqualTo(String.valueOf(CALLERS / 2));
    }

    @Test
    void a_key_gives_no_rights() {
        HttpResponse<String> answer = remove(1, "roles_reader", "Idempotency-Key", "k1");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"42501\"");
        assertThat(count()).isEqualTo(String.valueOf(CALLERS + 1));
    }

    @Test
    void a_key_is_of_no_use_to_another_role() {
        assertThat(remove(1, "web_anon", "Idempotency-Key", "k2").statusCode()).isEqualTo(200);
        assertThat(remove(1, "web_anon", "Idempotency-Key", "k2").statusCode()).isEqualTo(200);
        assertThat(remove(1, "widgets_app", "Idempotency-Key", "k2").statusCode())
                .isEqualTo(404);
        assertThat(remove(1, "roles_reader", "Idempotency-Key", "k2").statusCode())
                .isEqualTo(403);
    }
}
