package dev.widgets.cli.serve;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How to serve.
 *
 * @param listen where
 * @param admin where to administer, nowhere if empty
 * @param tls the certificate and its key, none for plain HTTP
 * @param access who may do what
 * @param limits what is too much
 * @param calls how the database is called
 * @param stop how much time a graceful stop may take
 * @param accessLog a file to append to, {@code -} for standard output
 */
public record ServeOptions(
        Address listen,
        Optional<Address> admin,
        Optional<Tls> tls,
        Access access,
        Limits limits,
        Calls calls,
        GracefulStop stop,
        Optional<Path> accessLog) {

    /**
     * Files that hold a certificate and its key; they are read again when they change.
     *
     * @param certificate certificates as PEM, the own one first, or a key store (PKCS#12) that
     *     holds the key as well
     * @param key the key as PEM (PKCS#8), absent with a key store
     * @param password the file that holds the key store's password
     */
    public record Tls(Path certificate, Optional<Path> key, Optional<Path> password) {}

    /**
     * Who may do what.
     *
     * @param anonymousRole the role of callers without a token
     * @param anonymous whether there may be any
     * @param open whether they may come from beyond this machine
     * @param secret the secret that tokens are signed with
     * @param keys a JWK or JWKS
     * @param audience who tokens are to be for
     * @param origins the origins whose pages may call, or {@code *}
     * @param hosts other names that the service goes by
     */
    public record Access(
            String anonymousRole,
            boolean anonymous,
            boolean open,
            Optional<KeyText> secret,
            Optional<KeyText> keys,
            Optional<String> audience,
            List<String> origins,
            List<String> hosts) {

        /** Whether callers may bring tokens. */
        boolean hasTokens() {
            return secret.isPresent() || keys.isPresent();
        }

        /** Whether nobody gets in without one. */
        boolean needsToken() {
            return hasTokens() && !anonymous;
        }
    }

    /**
     * What is too much.
     *
     * @param bodyBytes of a body
     * @param headerBytes of all headers of a request
     * @param connections at once
     * @param requests under way at once
     * @param sending how long a request may take to arrive
     * @param clientRate requests a second from one client, 0 for no limit
     * @param trustedProxies addresses or networks that name the client in X-Forwarded-For
     * @param jsonDepth arrays and objects within each other
     */
    public record Limits(
            int bodyBytes,
            int headerBytes,
            int connections,
            int requests,
            Duration sending,
            int clientRate,
            List<String> trustedProxies,
            int jsonDepth) {}

    /**
     * How the database is called.
     *
     * @param poolSize connections in all, besides one that watches
     * @param lanes connections that send coalesced calls at once, each for writing and reading
     * @param batchSize the most operations in one call
     * @param queueLength the most operations that wait
     */
    public record Calls(int poolSize, int lanes, int batchSize, int queueLength) {

        /** The connections that are left for what is not coalesced. */
        int direct() {
            return Math.max(1, poolSize - 2 * lanes);
        }
    }

    /**
     * How much time a graceful stop may take.
     *
     * @param grace for all of it
     * @param notice until load balancers have noticed that the service is not ready
     */
    public record GracefulStop(Duration grace, Duration notice) {}
}
