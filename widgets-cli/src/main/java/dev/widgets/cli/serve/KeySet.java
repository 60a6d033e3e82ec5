package dev.widgets.cli.serve;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a JWKS, or a single JWK. */
final class KeySet {

    private static final int LEAST_RSA_BITS = 2048;
    private static final int LONGEST_ID = 100;

    private static final String USABLE = "RSA keys of " + LEAST_RSA_BITS
            + " bits or more for RS256, EC keys on P-256 for ES256, and oct keys of "
            + TokenKeys.LEAST_SECRET + " bytes or more for HS256";

    private KeySet() {}

    /**
     * Returns the keys that can be used.
     *
     * @throws StartException if there is none
     */
    static List<TokenKeys.Key> read(KeyText text, Consumer<String> notices) throws StartException {
        List<TokenKeys.Key> keys = new ArrayList<>();
        List<String> unusable = new ArrayList<>();
        for (Map<String, Object> json : parse(text)) {
            if (KeyUse.ENCRYPTION.getValue().equals(json.get("use"))) {
                continue;
            }
            Optional<TokenKeys.Key> key = key(json);
            if (key.isPresent()) {
                keys.add(key.get());
            } else {
                unusable.add(describe(json));
            }
        }
        if (keys.isEmpty()) {
            throw StartException.options("The " + text + " holds no key that can verify tokens"
                    + (unusable.isEmpty() ? "" : " (" + String.join(", ", unusable) + ")")
                    + "; usable are " + USABLE + ".");
        }
        unusable.forEach(one -> notices.accept(
                "A key in the " + text + " is not used: " + one + ". Usable are " + USABLE + "."));
        return keys;
    }

    private static List<Map<String, Object>> parse(KeyText text) throws StartException {
        try {
            Map<String, Object> json = JSONObjectUtils.parse(text.read());
            Map<String, Object>[] keys = json.containsKey("keys")
                    ? JSONObjectUtils.getJSONObjectArray(json, "keys")
                    : null;
            return keys == null ? List.of(json) : List.of(keys);
        } catch (ParseException e) {
            throw StartException.options("The " + text
                    + " holds neither a JWK nor a JWKS in JSON; usable are " + USABLE + ".");
        }
    }

    private static Optional<TokenKeys.Key> key(Map<String, Object> json) {
        try {
            return Optional.ofNullable(key(JWK.parse(json)));
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static TokenKeys.@Nullable Key key(JWK key) throws JOSEException {
        Optional<String> id = Optional.ofNullable(key.getKeyID());
        if (key instanceof OctetSequenceKey secret
                && secret.toByteArray().length >= TokenKeys.LEAST_SECRET
                && isFor(key, JWSAlgorithm.HS256)) {
            return new TokenKeys.Key(id, JWSAlgorithm.HS256, new MACVerifier(secret));
        }
        if (key instanceof RSAKey rsa
                && rsa.size() >= LEAST_RSA_BITS
                && isFor(key, JWSAlgorithm.RS256)) {
            return new TokenKeys.Key(
                    id, JWSAlgorithm.RS256, new RSASSAVerifier(rsa.toRSAPublicKey()));
        }
        if (key instanceof ECKey ec
                && Curve.P_256.equals(ec.getCurve())
                && isFor(key, JWSAlgorithm.ES256)) {
            return new TokenKeys.Key(id, JWSAlgorithm.ES256, new ECDSAVerifier(ec.toECPublicKey()));
        }
        return null;
    }

    private static boolean isFor(JWK key, JWSAlgorithm algorithm) {
        return key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm);
    }

    /** Names a key without its content, such as {@code kid k1, kty OKP, crv Ed25519}. */
    private static String describe(Map<String, Object> json) {
        List<String> parts = new ArrayList<>();
        for (String name : List.of("kid", "kty", "crv", "alg")) {
            if (json.get(name) instanceof String value) {
                String printable = value.replaceAll("[^\\x20-\\x7e]", "?");
                parts.add(name + " "
                        + printable.substring(0, Math.min(printable.length(), LONGEST_ID)));
            }
        }
        return parts.isEmpty() ? "without kid and kty" : String.join(", ", parts);
    }
}
