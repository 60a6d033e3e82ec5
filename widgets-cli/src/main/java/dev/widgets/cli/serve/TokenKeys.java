package dev.widgets.cli.serve;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys that verify tokens; each key is for one algorithm.
 *
 * @param keys the keys
 */
record TokenKeys(List<Key> keys) {

    private static final int LEAST_SECRET = 32;
    private static final int LEAST_RSA_BITS = 2048;

    /**
     * A key.
     *
     * @param id the key ID (kid)
     * @param algorithm the only algorithm that the key may be used with
     * @param verifier verifies signatures
     */
    record Key(Optional<String> id, JWSAlgorithm algorithm, JWSVerifier verifier) {

        /**
         * Returns whether this key may verify a token: same algorithm, and the same key ID if both
         * have one.
         */
        boolean fits(JWSHeader header) {
            return algorithm.equals(header.getAlgorithm())
                    && (header.getKeyID() == null
                            || id.isEmpty()
                            || id.get().equals(header.getKeyID()));
        }
    }

    static TokenKeys read(ServeOptions.Access access) throws StartException {
        List<Key> keys = new ArrayList<>();
        if (access.secret().isPresent()) {
            keys.add(secret(access.secret().get()));
        }
        if (access.keys().isPresent()) {
            keys.addAll(set(access.keys().get()));
        }
        return new TokenKeys(List.copyOf(keys));
    }

    private static Key secret(KeyText text) throws StartException {
        byte[] secret = text.read().stripTrailing().getBytes(StandardCharsets.UTF_8);
        if (secret.length < LEAST_SECRET) {
            throw StartException.options("The secret in the " + text + " has " + secret.length
                    + " characters; it needs " + LEAST_SECRET
                    + " at least: openssl rand -base64 48 makes one.");
        }
        try {
            return new Key(Optional.empty(), JWSAlgorithm.HS256, new MACVerifier(secret));
        } catch (JOSEException e) {
            throw StartException.options("The secret in the " + text + " cannot be used.");
        }
    }

    private static List<Key> set(KeyText text) throws StartException {
        List<Key> keys = new ArrayList<>();
        try {
            String json = text.read();
            List<JWK> all = json.contains("\"keys\"")
                    ? JWKSet.parse(json).getKeys()
                    : List.of(JWK.parse(json));
            for (JWK key : all) {
                if (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE)) {
                    keys.add(key(key, text));
                }
            }
        } catch (ParseException | JOSEException e) {
            throw StartException.options("The " + text
                    + " holds no JWK and no JWKS that can be used: RSA for RS256, EC"
                    + " (P-256) for ES256"
                    + " or oct for HS256.");
        }
        if (keys.isEmpty()) {
            throw StartException.options("The " + text + " holds no key for signatures.");
        }
        return keys;
    }

    private static Key key(JWK key, KeyText text) throws JOSEException, StartException {
        Optional<String> id = Optional.ofNullable(key.getKeyID());
        if (key instanceof OctetSequenceKey secret
                && secret.toByteArray().length >= LEAST_SECRET
                && isFor(key, JWSAlgorithm.HS256)) {
            return new Key(id, JWSAlgorithm.HS256, new MACVerifier(secret));
        }
        if (key instanceof RSAKey rsa
                && rsa.size() >= LEAST_RSA_BITS
                && isFor(key, JWSAlgorithm.RS256)) {
            return new Key(id, JWSAlgorithm.RS256, new RSASSAVerifier(rsa.toRSAPublicKey()));
        }
        if (key instanceof ECKey ec
                && Curve.P_256.equals(ec.getCurve())
                && isFor(key, JWSAlgorithm.ES256)) {
            return new Key(id, JWSAlgorithm.ES256, new ECDSAVerifier(ec.toECPublicKey()));
        }
        throw StartException.options("A key in the " + text
                + " cannot be used: RSA for RS256 has " + LEAST_RSA_BITS
                + " bits or more, EC for ES256 is on P-256, oct for HS256 has 32 bytes or more.");
    }

    private static boolean isFor(JWK key, JWSAlgorithm algorithm) {
        return key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm);
    }
}
