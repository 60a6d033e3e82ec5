package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.widgets.cli.fixture.Screen;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that know nothing of this service: the JavaScript client of PostgREST, a validator. */
class ServeClientTest {

    @TempDir
    static Path folder;

    private static Served served;

    @BeforeAll
    static void serve() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), TestTokens.SECRET);
        served = Served.start("--jwt-secret-file", secret.toString());
    }

    @AfterAll
    static void end() {
        served.close();
    }

    /** The client of PostgREST, its operations on views, and the data provider of react-admin. */
    @ParameterizedTest
    @ValueSource(strings = {"client.mjs", "grammar.mjs", "admin.mjs"})
    void the_javascript_clients_of_postgrest_work_unchanged(String program) throws Exception {
        assumeTrue(NodePackages.install().isPresent(), "node and npm");
        Screen screen =
                NodePackages.run("node", program, served.url(), TestTokens.of("widgets_app"));
        assertThat(screen.out()).endsWith("all as it should be\n");
        assertThat(screen.exitCode()).as(screen.out()).isZero();
    }

    @Test
    void the_openapi_document_has_what_the_role_may_use_in_the_words_of_the_database()
            throws Exception {
        HttpResponse<String> answer = served.get("/");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/openapi+json; charset=utf-8");
        Map<String, Object> document = JSONObjectUtils.parse(answer.body());
        assertThat(JSONObjectUtils.getJSONObject(document, "paths"))
                .containsOnlyKeys(
                        "/",
                        "/rpc/add_widget",
                        "/rpc/remove_widget",
                        "/rpc/rename_widget",
                        "/rpc/associate_widgets",
                        "/rpc/remove_association",
                        "/rpc/get_widget",
                        "/rpc/get_neighbourhood",
                        "/rpc/get_path",
                        "/rpc/get_component");
        assertThat(answer.body())
                .contains(
                        "Registry of widgets and of the associations between their ports",
                        "\"summary\":\"Associate two widgets\"",
                        "Both ports are then in use",
                        "\"enum\":[\"P\",\"Q\",\"R\"]",
                        "\"required\":[\"serial_number\",\"peer_serial_number\"],\"properties\"");
        String more = served.get("/", "Authorization", "Bearer " + TestTokens.of("widgets_app"))
                .body();
        assertThat(more)
                .contains("\"/widgets\":", "\"/slots\":", "The position of the port in the widget");
    }

    @Test
    void views_are_read_by_pages() {
        served.database().clear();
        served.database()
                .execute(
                        "select widgets.add_widget('W-' || i, 'n', '{P,R}')"
                                + " from generate_series(1, 5) i; select widgets.associate_widgets('W-1', 'W-2', 'P')");
        String token = "Bearer " + TestTokens.of("widgets_app");
        HttpResponse<String> page = served.get("/widgets?limit=2&offset=1", "Authorization", token);
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Range")).contains("1-2/*");
        assertThat(page.body())
                .isEqualTo(
                        "[{\"serial_number\":\"W-2\",\"name\":\"n\",\"ports\":\"PR\",\"peers\":[\"W-1\",null]}, \n"
                                + " {\"serial_number\":\"W-3\",\"name\":\"n\",\"ports\":\"PR\",\"peers\":[null,null]}]");
        HttpResponse<String> slots = served.get(
                "/slots?serial_number=eq.W-1&select=slot,peer",
                "Authorization",
                token,
                "Accept",
                "application/json");
        assertThat(slots.body().replaceAll("\\s", ""))
                .isEqualTo("[{\"slot\":1,\"peer\":\"W-2\"},{\"slot\":2,\"peer\":null}]");
        HttpResponse<String> csv =
                served.get("/slots?limit=1", "Authorization", token, "Accept", "text/csv");
        assertThat(csv.body()).isEqualTo("serial_number,slot,port,peer\nW-1,1,P,W-2");
        HttpResponse<String> none =
                served.get("/widgets?serial_number=eq.none", "Authorization", token);
        assertThat(none.body()).isEqualTo("[]");
        assertThat(none.headers().firstValue("Content-Range")).contains("*/*");
        for (String wrong : new String[] {
            "/widgets?name=n", "/widgets?serial_number=is.x", "/slots?order=peer.up"
        }) {
            HttpResponse<String> refused = served.get(wrong, "Authorization", token);
            assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
            assertThat(refused.body()).contains("PGRST100");
        }
        assertThat(served.get("/widgets?limit=-1", "Authorization", token).statusCode())
                .isEqualTo(416);
    }
}
