package dev.widgets.cli.serve;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens (JWT).
 *
 * @param keys the keys that verify signatures
 * @param audience the audience that tokens must name, if any
 * @param roleClaim the path to the claim that names the role
 */
record Tokens(TokenKeys keys, Optional<String> audience, RoleClaim roleClaim) {

    private static final long LEEWAY_SECONDS = 30;
    private static final int PARTS = 3;

    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.HS256, JWSAlgorithm.RS256, JWSAlgorithm.ES256);

    /**
     * The claims of a token.
     *
     * @param role the database role
     * @param subject the subject, or an empty text
     * @param end the expiration time in seconds since 1970
     */
    record Claims(Optional<String> role, String subject, long end) {

        boolean isOver() {
            return Instant.now().getEpochSecond() - LEEWAY_SECONDS > end;
        }
    }

    /** Verifies a token and returns its claims. */
    Claims verify(String token) throws TokenRefusal {
        if (token.isEmpty()) {
            throw TokenRefusal.undecodable("Empty JWT is sent in Authorization header");
        }
        int parts = token.split("\\.", -1).length;
        if (parts != PARTS) {
            throw TokenRefusal.undecodable("Expected 3 parts in JWT; got " + parts);
        }
        SignedJWT signed;
        try {
            signed = SignedJWT.parse(token);
        } catch (ParseException e) {
            // also thrown for the algorithm none
            throw TokenRefusal.undecodable("JWT couldn't be decoded");
        }
        checkSignature(signed);
        Map<String, Object> claims = signed.getPayload().toJSONObject();
        if (claims == null) {
            throw TokenRefusal.claims("Parsing claims failed");
        }
        return check(claims);
    }

    private void checkSignature(SignedJWT signed) throws TokenRefusal {
        JWSHeader header = signed.getHeader();
        if (!ALGORITHMS.contains(header.getAlgorithm()) || bringsKey(header)) {
            throw TokenRefusal.undecodable("Wrong or unsupported encoding algorithm");
        }
        List<TokenKeys.Key> fitting =
                keys.keys().stream().filter(key -> key.fits(header)).toList();
        if (fitting.isEmpty()) {
            throw TokenRefusal.undecodable("No suitable key or wrong key type");
        }
        for (TokenKeys.Key key : fitting) {
            try {
                if (key.verifier()
                        .verify(header, signed.getSigningInput(), signed.getSignature())) {
                    return;
                }
            } catch (JOSEException e) {
                throw TokenRefusal.undecodable("JWT cryptographic operation failed");
            }
        }
        throw TokenRefusal.undecodable("JWT cryptographic operation failed");
    }

    /** Returns whether a token contains or references its own key; such tokens are not trusted. */
    private static boolean bringsKey(JWSHeader header) {
        return header.getJWK() != null
                || header.getJWKURL() != null
                || header.getX509CertURL() != null
                || header.getX509CertChain() != null;
    }

    private Claims check(Map<String, Object> claims) throws TokenRefusal {
        long now = Instant.now().getEpochSecond();
        long end = expiration(claims);
        if (end < now - LEEWAY_SECONDS) {
            throw TokenRefusal.claims("JWT expired");
        }
        if (start(claims, "nbf") > now + LEEWAY_SECONDS) {
            throw TokenRefusal.claims("JWT not yet valid");
        }
        if (start(claims, "iat") > now + LEEWAY_SECONDS) {
            throw TokenRefusal.claims("JWT issued at future");
        }
        checkAudience(claims.get("aud"));
        Object subject = claims.get("sub");
        return new Claims(
                roleClaim.in(claims), subject == null ? "" : String.valueOf(subject), end);
    }

    /** A number that is not whole, or that has more than 64 bits, is in the past. */
    private static long expiration(Map<String, Object> claims) throws TokenRefusal {
        Number end = number(claims, "exp");
        if (end == null) {
            return Long.MAX_VALUE;
        }
        long whole = end.longValue();
        return end.doubleValue() == whole && whole != Long.MAX_VALUE ? whole : 0;
    }

    /** A number with a fraction, or with more than 64 bits, counts as the nearest that is less. */
    private static long start(Map<String, Object> claims, String name) throws TokenRefusal {
        Number start = number(claims, name);
        return start == null ? Long.MIN_VALUE : start.longValue();
    }

    private static @Nullable Number number(Map<String, Object> claims, String name)
            throws TokenRefusal {
        Object value = claims.get(name);
        if (value == null || value instanceof Number) {
            return (Number) value;
        }
        throw TokenRefusal.claims("The JWT '" + name + "' claim must be a number");
    }

    /**
     * A token must name the configured audience; PostgREST also accepts tokens without an audience.
     */
    private void checkAudience(@Nullable Object claim) throws TokenRefusal {
        List<?> named =
                claim instanceof List<?> list ? list : claim == null ? List.of() : List.of(claim);
        if (!named.stream().allMatch(String.class::isInstance)) {
            throw TokenRefusal.claims(
                    "The JWT 'aud' claim must be a string or an array of strings");
        }
        if (audience.isPresent() && !named.contains(audience.get())) {
            throw TokenRefusal.claims("JWT not in audience");
        }
    }
}
