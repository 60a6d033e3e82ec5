package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.CommandProcess;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The files with the keys that verify tokens: what they may hold, and what happens when they
 * change.
 */
class ServeKeyFileTest {

    private static CommandDatabase database;
    private static RSAKey rsa;

    @TempDir
    static Path folder;

    @BeforeAll
    static void prepare() throws Exception {
        database = Served.prepared();
        database.execute("select widgets.add_widget('W-1', 'pump', '{P}')");
        rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
    }

    private static HttpResponse<String> get(Served at, String token) {
        return at.post(
                "/rpc/get_widget",
                "{\"serial_number\":\"W-1\"}",
                "Authorization",
                "Bearer " + token);
    }

    private static String signedBy(RSAKey key) throws Exception {
        return TestTokens.of(
                new JWSHeader(JWSAlgorithm.RS256),
                TestTokens.claims("web_anon", 3600).build(),
                new RSASSASigner(key));
    }

    @Test
    void a_key_that_is_taken_out_of_its_file_verifies_nothing_any_more() throws Exception {
        RSAKey next = new RSAKeyGenerator(2048).keyID("next").generate();
        String oldToken = signedBy(rsa);
        String newToken = signedBy(next);
        Path file = Files.writeString(
                folder.resolve("rotated.json"), new JWKSet(rsa.toPublicJWK()).toString());
        try (Served rotating = Served.on(database, "--jwks-file", file.toString())) {
            assertThat(get(rotating, oldToken).statusCode()).isEqualTo(200);
            assertThat(get(rotating, newToken).statusCode()).isEqualTo(401);

            Files.writeString(file, new JWKSet(next.toPublicJWK()).toString());
            CommandProcess.await(
                    "the new keys are read",
                    () -> rotating.notices().contains("The key set was reloaded."));
            assertThat(get(rotating, newToken).statusCode()).isEqualTo(200);
            assertThat(get(rotating, oldToken).statusCode()).isEqualTo(401);
            assertThat(get(rotating, signedBy(rsa)).statusCode()).isEqualTo(401);

            Files.writeString(file, "no keys");
            database.execute("notify pgrst, 'reload config'");
            CommandProcess.await(
                    "they are refused",
                    () -> rotating.notices().stream()
                            .anyMatch(text -> text.contains("the old one stays in use")));
            assertThat(get(rotating, newToken).statusCode()).isEqualTo(200);
        }
    }

    private static final String ED25519 = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"ed\","
            + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";

    @Test
    void a_key_that_cannot_be_used_is_passed_over_and_named() throws Exception {
        String usable = rsa.toPublicJWK().toString();
        String other = new RSAKeyGenerator(2048)
                .keyID("rs512")
                .algorithm(JWSAlgorithm.RS512)
                .generate()
                .toPublicJWK()
                .toString();
        for (String odd : List.of(
                ED25519,
                other,
                "{\"kty\":\"new\",\"kid\":\"k\"}",
                "{\"kty\":\"RSA\"}",
                "{\"kid\":\"a\\r\\nb\"}",
                "{}")) {
            Path file = Files.writeString(
                    folder.resolve("mixed.json"), "{\"keys\":[" + odd + "," + usable + "]}");
            try (Served mixed = Served.on(database, "--jwks-file", file.toString())) {
                assertThat(mixed.notices().get(0))
                        .startsWith("A key in the file " + file + " is not used: ")
                        .doesNotContain("\n");
                assertThat(get(mixed, signedBy(rsa)).statusCode()).isEqualTo(200);
            }
            Path alone =
                    Files.writeString(folder.resolve("alone.json"), "{\"keys\":[" + odd + "]}");
            assertThatExceptionOfType(StartException.class)
                    .isThrownBy(() -> Served.on(database, "--jwks-file", alone.toString()))
                    .withMessageContaining("alone.json holds no key that can verify tokens");
        }
        Path file = Files.writeString(folder.resolve("ed.json"), ED25519);
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> Served.on(database, "--jwks-file", file.toString()))
                .withMessageContaining("kid ed, kty OKP, crv Ed25519");
    }

    @Test
    void a_secret_may_begin_with_a_byte_order_mark_but_has_to_be_text() throws Exception {
        Path marked =
                Files.writeString(folder.resolve("marked"), "\uFEFF" + TestTokens.SECRET + "\r\n");
        try (Served at = Served.on(database, "--jwt-secret-file", marked.toString())) {
            assertThat(get(at, TestTokens.of("web_anon")).statusCode()).isEqualTo(200);
        }
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xc3, 1, 2, 3});
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> Served.on(database, "--jwt-secret-file", binary.toString()))
                .withMessageContaining("binary is not text in UTF-8");
    }

    @Test
    void a_token_is_of_no_use_where_there_are_no_keys() throws Exception {
        try (Served without = Served.start()) {
            HttpResponse<String> answer = get(without, TestTokens.of("web_anon"));
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).contains("PGRST300", "Server lacks JWT secret");
        }
    }
}
