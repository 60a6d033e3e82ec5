package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.CommandProcess;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeTokenTest {

    private static final String ONE = "{\"serial_number\":\"W-1\"}";

    @TempDir
    static Path folder;

    private static RSAKey rsa;
    private static ECKey ec;
    private static Served served;
    private static Served strict;

    @BeforeAll
    static void serve() throws Exception {
        rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        Path keys = Files.writeString(
                folder.resolve("keys.json"),
                new JWKSet(List.of(rsa.toPublicJWK(), ec.toPublicJWK())).toString());
        Path secret = Files.writeString(folder.resolve("secret"), TestTokens.SECRET + "\n");
        CommandDatabase database = Served.prepared();
        database.execute("drop role if exists serve_reader; create role serve_reader nologin;"
                + " grant usage on schema widgets to serve_reader;"
                + " grant execute on function widgets.get_widget(text) to serve_reader;"
                + " grant serve_reader to authenticator;"
                + " select widgets.add_widget('W-1', 'pump', '{P}')");
        served = Served.on(
                database, "--jwt-secret-file", secret.toString(), "--jwks-file", keys.toString());
        strict = Served.on(
                database,
                "--jwt-secret-file",
                secret.toString(),
                "--jwt-audience",
                "widgets",
                "--no-anonymous");
    }

    @AfterAll
    static void end() {
        served.close();
        strict.close();
        served.database().execute("drop owned by serve_reader; drop role serve_reader");
    }

    private static HttpResponse<String> get(Served at, String token) {
        return at.post("/rpc/get_widget", ONE, "Authorization", "Bearer " + token);
    }

    private static void assertRefused(String token, String code, String message) {
        HttpResponse<String> answer = get(served, token);
        assertThat(answer.body()).contains("\"" + code + "\"").contains(message);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer error=\"invalid_token\", error_description=\"" + message + "\"");
    }

    private static JWTClaimsSet reader() {
        return TestTokens.claims("serve_reader", 3600).build();
    }

    @Test
    void tokens_of_all_three_algorithms_are_taken() throws Exception {
        assertThat(get(served, TestTokens.of("serve_reader")).statusCode()).isEqualTo(200);
        assertThat(get(
                                served,
                                TestTokens.of(
                                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                                .keyID("rsa")
                                                .build(),
                                        reader(),
                                        new RSASSASigner(rsa)))
                        .statusCode())
                .isEqualTo(200);
        assertThat(get(
                                served,
                                TestTokens.of(
                                        new JWSHeader(JWSAlgorithm.ES256),
                                        reader(),
                                        new ECDSASigner(ec)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_role_that_is_not_granted_is_refused() {
        for (String role : List.of("widgets_owner", "postgres")) {
            for (String body : List.of(ONE, "{\"serial_number\":1}")) {
                HttpResponse<String> answer = served.post(
                        "/rpc/get_widget", body, "Authorization", "Bearer " + TestTokens.of(role));
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
                assertThat(answer.body()).contains("\"42501\"");
            }
        }
    }

    @Test
    void no_token_gives_the_role_up() {
        for (String body : List.of(ONE, "{\"serial_number\":1}")) {
            HttpResponse<String> answer = served.post(
                    "/rpc/get_widget", body, "Authorization", "Bearer " + TestTokens.of("none"));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
            assertThat(answer.body()).contains("role \\\"none\\\" does not exist");
        }
        assertThat(served.get("/widgets", "Authorization", "Bearer " + TestTokens.of("none"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_token_without_a_role_is_anonymous() {
        String token = TestTokens.of(new JWTClaimsSet.Builder().subject("bob").build());
        assertThat(get(served, token).statusCode()).isEqualTo(200);
        assertThat(served.get("/widgets", "Authorization", "Bearer " + token).statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_token_without_a_signature_is_refused() {
        assertRefused(new PlainJWT(reader()).serialize(), "PGRST301", "JWT couldn't be decoded");
        String genuine = TestTokens.of("serve_reader");
        assertRefused(
                genuine.substring(0, genuine.lastIndexOf('.') + 1),
                "PGRST301",
                "JWT couldn't be decoded");
        assertRefused(
                genuine.substring(0, genuine.length() - 5) + "AAAAA",
                "PGRST301",
                "JWT cryptographic operation failed");
    }

    @Test
    void a_public_key_is_no_secret() throws Exception {
        // the classic: HS256 with the text of the RSA key that everyone knows
        byte[] known = rsa.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        assertRefused(
                TestTokens.of(
                        new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa").build(),
                        reader(),
                        new MACSigner(known)),
                "PGRST301",
                "JWT cryptographic operation failed");
    }

    @Test
    void an_algorithm_that_does_not_fit_the_key_is_refused() throws Exception {
        assertRefused(
                TestTokens.of(
                        new JWSHeader(JWSAlgorithm.HS384), reader(), new MACSigner("x".repeat(64))),
                "PGRST301",
                "Wrong or unsupported encoding algorithm");
        assertRefused(
                TestTokens.of(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("ec").build(),
                        reader(),
                        new RSASSASigner(rsa)),
                "PGRST301",
                "No suitable key or wrong key type");
    }

    @Test
    void a_token_that_brings_its_own_key_is_refused() throws Exception {
        RSAKey own = new RSAKeyGenerator(2048).generate();
        assertRefused(
                TestTokens.of(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .jwk(own.toPublicJWK())
                                .build(),
                        reader(),
                        new RSASSASigner(own)),
                "PGRST301",
                "Wrong or unsupported encoding algorithm");
    }

    @Test
    void times_count_with_thirty_seconds_of_leeway() {
        assertRefused(
                TestTokens.of(TestTokens.claims("serve_reader", -40).build()),
                "PGRST303",
                "JWT expired");
        assertThat(get(
                                served,
                                TestTokens.of(
                                        TestTokens.claims("serve_reader", -20).build()))
                        .statusCode())
                .isEqualTo(200);
        Date later = Date.from(Instant.now().plusSeconds(60));
        assertRefused(
                TestTokens.of(TestTokens.claims("serve_reader", 90)
                        .notBeforeTime(later)
                        .build()),
                "PGRST303",
                "JWT not yet valid");
        assertRefused(
                TestTokens.of(
                        TestTokens.claims("serve_reader", 90).issueTime(later).build()),
                "PGRST303",
                "JWT issued at future");
    }

    @Test
    void a_token_that_is_known_expires_all_the_same() {
        String token = TestTokens.of(TestTokens.claims("serve_reader", -25).build());
        assertThat(get(served, token).statusCode()).isEqualTo(200);
        CommandProcess.await("it is over", () -> get(served, token).statusCode() == 401);
        assertRefused(token, "PGRST303", "JWT expired");
    }

    @Test
    void an_audience_that_is_wanted_has_to_be_named() {
        JWTClaimsSet.Builder claims = TestTokens.claims("serve_reader", 3600);
        HttpResponse<String> none = get(strict, TestTokens.of(claims.build()));
        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(none.body()).contains("PGRST303", "JWT not in audience");
        assertThat(get(strict, TestTokens.of(claims.audience("others").build())).statusCode())
                .isEqualTo(401);
        assertThat(get(
                                strict,
                                TestTokens.of(claims.audience(List.of("others", "widgets"))
                                        .build()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void nobody_gets_in_without_a_token_where_one_is_needed() {
        HttpResponse<String> answer = strict.post("/rpc/get_widget", ONE);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("PGRST302", "Anonymous access is disabled");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(get(
                                strict,
                                TestTokens.of(new JWTClaimsSet.Builder()
                                        .audience("widgets")
                                        .build()))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void two_authorization_headers_are_refused() {
        String token = TestTokens.of("serve_reader");
        HttpResponse<String> answer = served.post(
                "/rpc/get_widget",
                ONE,
                "Authorization",
                "Bearer " + token,
                "Authorization",
                "Bearer " + token);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("PGRST301");
    }

    @Test
    void a_token_of_a_megabyte_is_refused() {
        String answer = RawHttp.exchange(
                served.url(),
                "GET /rpc/get_widget?serial_number=W-1 HTTP/1.1\r\nHost: localhost\r\n"
                        + "Authorization: Bearer " + "a".repeat(1 << 20) + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 431 ").contains("--max-headers");
    }

    @Test
    void a_token_with_a_role_that_no_database_can_have_is_refused() {
        for (String role : List.of("a\ud800", "a\u0000", "")) {
            HttpResponse<String> answer = get(served, TestTokens.of(role));
            assertThat(answer.statusCode()).as(answer.body()).isIn(400, 401, 403);
        }
    }
}
