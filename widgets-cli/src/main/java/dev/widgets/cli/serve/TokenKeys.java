package dev.widgets.cli.serve;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The keys that verify tokens; each key is for one algorithm.
 *
 * @param keys the keys
 */
record TokenKeys(List<Key> keys) {

    /** The least bytes of a secret for HS256. */
    static final int LEAST_SECRET = 32;

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

    /**
     * Reads the keys. Keys of a JWKS that cannot be used are passed over (RFC 7517, section 5).
     *
     * @param notices hears of keys that were passed over
     */
    static TokenKeys read(ServeOptions.Access access, Consumer<String> notices)
            throws StartException {
        List<Key> keys = new ArrayList<>();
        if (access.secret().isPresent()) {
            keys.add(secret(access.secret().get()));
        }
        if (access.keys().isPresent()) {
            keys.addAll(KeySet.read(access.keys().get(), notices));
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
}
