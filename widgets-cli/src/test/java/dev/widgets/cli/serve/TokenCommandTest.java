package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens that {@code widgets token} makes, and where a token names its role. */
class TokenCommandTest {

    private static final String CLAIMS = """
            {"role": "a", "none": null, "number": 5, "app_metadata": {"role": "b"},
             "https://example.com/roles": ["c", "app_d"], "roles": [1, "x_e", "f_x"]}
            """;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                ".role|a",
                ".app_metadata.role|b",
                ".\"https://example.com/roles\"[0]|c",
                ".\"https://example.com/roles\"[?(@ ^== \"app_\")]|app_d",
                ".roles[?(@ == \"f_x\")]|f_x",
                ".roles[?(@ != \"x_e\")]|f_x",
                ".roles[?(@ ==^ \"_e\")]|x_e",
                ".roles[?(@ *== \"_x\")]|f_x",
                ".none|null",
                ".number|5",
                ".roles[7]|",
                ".role.deeper|",
                ".nosuch|",
            })
    void the_role_is_found_by_a_path(String path, String role) throws Exception {
        Map<String, Object> claims = JSONObjectUtils.parse(CLAIMS);
        assertThat(RoleClaim.parse(path).in(claims).orElse(null)).isEqualTo(role);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"role", "``", ".a..b", ".a[x]", ".a[?(@ == \"b\")].c", ".a b"})
    void a_malformed_path_is_refused(String path) {
        assertThatThrownBy(() -> RoleClaim.parse(path))
                .hasMessageContaining("--jwt-role-claim is not a path to a claim: " + path);
    }

    @Test
    void a_token_opens_the_views_of_its_role() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), TestTokens.SECRET + "\n");
        try (Served served = Served.start("--jwt-secret-file", secret.toString())) {
            Screen screen = new Terminal()
                    .run("token", "--role", "widgets_app", "--secret-file", secret.toString());
            assertThat(screen.exitCode()).as(screen.err()).isZero();
            String token = "Bearer " + screen.out().strip();
            assertThat(served.get("/widgets", "Authorization", token).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void the_options_become_claims() throws Exception {
        Terminal terminal = new Terminal().with("WIDGETS_JWT_SECRET", TestTokens.SECRET);
        String[] options = {"--role=r", "--subject=me", "--audience=widgets", "--expires=2h"};
        long before = Instant.now().getEpochSecond();
        String token = terminal.run("token", options[0], options[1], options[2], options[3])
                .out();
        JWTClaimsSet claims = SignedJWT.parse(token.strip()).getJWTClaimsSet();
        assertThat(claims.getClaims())
                .containsOnlyKeys("role", "sub", "aud", "exp")
                .containsEntry("role", "r")
                .containsEntry("sub", "me")
                .containsEntry("aud", List.of("widgets"));
        assertThat(claims.getExpirationTime().toInstant().getEpochSecond() - before)
                .isBetween(7200L, 7260L);
        assertThat(terminal.run("token", "--role=r", "--expires=0s").exitCode()).isEqualTo(2);
    }

    @Test
    void a_secret_that_is_missing_or_short_is_refused() throws Exception {
        Screen none = new Terminal().run("token", "--role", "widgets_app");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("give --secret-file, or set WIDGETS_JWT_SECRET");
        Path secret = Files.writeString(folder.resolve("short"), "too short");
        Screen few = new Terminal()
                .run("token", "--role", "widgets_app", "--secret-file", secret.toString());
        assertThat(few.exitCode()).isEqualTo(2);
        assertThat(few.err()).contains("it must have at least 32").doesNotContain("too short");
    }

    @Test
    void claims_are_judged_as_by_postgrest() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), TestTokens.SECRET);
        try (Served served = Served.start(
                "--jwt-secret-file", secret.toString(), "--jwt-role-claim", ".groups[0]")) {
            String reader = TestTokens.of(TestTokens.claims("nobody", 60)
                    .claim("groups", List.of("widgets_app"))
                    .build());
            assertThat(served.get("/widgets", "Authorization", "Bearer " + reader)
                            .statusCode())
                    .isEqualTo(200);
            JWTClaimsSet nullRole = TestTokens.claims("widgets_app", 60)
                    .claim("groups", Arrays.asList((String) null))
                    .build();
            assertThat(served.get(
                                    "/rpc/get_widget?serial_number=x",
                                    "Authorization",
                                    "Bearer " + TestTokens.of(nullRole))
                            .body())
                    .contains("role \\\"null\\\" does not exist");
            for (Object end : List.of(1e30, 4_000_000_000.5)) {
                JWTClaimsSet odd = new JWTClaimsSet.Builder()
                        .claim("groups", List.of("widgets_app"))
                        .claim("exp", end)
                        .build();
                assertThat(served.get("/widgets", "Authorization", "Bearer " + TestTokens.of(odd))
                                .body())
                        .contains("JWT expired");
                JWTClaimsSet early = new JWTClaimsSet.Builder()
                        .claim("groups", List.of("widgets_app"))
                        .claim("nbf", end)
                        .build();
                assertThat(served.get("/widgets", "Authorization", "Bearer " + TestTokens.of(early))
                                .body())
                        .contains("JWT not yet valid");
            }
        }
    }
}
