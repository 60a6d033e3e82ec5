package dev.widgets.cli.serve;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

/** Tokens for tests. */
final class TestTokens {

    static final String SECRET = "a secret of more than thirty-two characters";

    private TestTokens() {}

    static JWTClaimsSet.Builder claims(String role, long secondsFromNow) {
        return new JWTClaimsSet.Builder()
                .claim("role", role)
                .subject("alice")
                .expirationTime(Date.from(Instant.now().plusSeconds(secondsFromNow)));
    }

    /** Signed with the secret. */
    static String of(JWTClaimsSet claims) {
        try {
            return of(
                    new JWSHeader(JWSAlgorithm.HS256),
                    claims,
                    new MACSigner(SECRET.getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    static String of(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
        try {
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    static String of(String role) {
        return of(claims(role, 3600).build());
    }
}
