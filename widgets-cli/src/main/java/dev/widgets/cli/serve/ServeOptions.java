package dev.widgets.cli.serve;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Options of the service.
 *
 * @param listen the address to listen on
 * @param admin the address of health checks and metrics, or nothing to disable them
 * @param tls the certificate and its key, or nothing for plain HTTP
 * @param access authentication and roles
 * @param limits the limits of requests
 * @param calls the sizes of pool, batch and queue
 * @param reads the limits of reading views
 * @param stop how much time a graceful stop may take
 * @param accessLog the file to append to, {@code -} for standard output
 * @param console what the console at {@code /console/} offers, or nothing for no console
 */
public record ServeOptions(
        Address listen,
        Optional<Address> admin,
        Optional<Tls> tls,
        Access access,
        RequestLimits limits,
        Calls calls,
        Reads reads,
        GracefulStop stop,
        Optional<Path> accessLog,
        Optional<ConsoleAccess> console) {

    /** What the console offers; the rights are those of its user in any case. */
    public enum ConsoleAccess {
        /** Everything. */
        FULL,
        /** Nothing that changes the registry. */
        READ_ONLY
    }

    /** Returns the same with another role of requests without a token. */
    ServeOptions withAnonymousRole(String role) {
        return new ServeOptions(
                listen,
                admin,
                tls,
                access.withAnonymousRole(role),
                limits,
                calls,
                reads,
                stop,
                accessLog,
                console);
    }

    /**
     * Files with a certificate and its key; they are reloaded when they change.
     *
     * @param certificate certificates in PEM format, or a key store (PKCS#12) that also contains
     *     the key
     * @param key the key in PEM format; absent with a key store
     * @param password the file with the password of the key store
     */
    public record Tls(Path certificate, Optional<Path> key, Optional<Path> password) {}

    /**
     * Authentication and roles.
     *
     * @param anonymousRole the database role of requests without a token
     * @param anonymous whether requests without a token are allowed
     * @param open whether requests without a token may come from other machines
     * @param secret the secret that tokens are signed with
     * @param keys a JWK or JWKS
     * @param audience the audience that tokens must name
     * @param roleClaim the path to the claim that names the role
     * @param origins the web origins whose pages may use the service, or {@code *}
     * @param hosts further host names of the service
     */
    public record Access(
            String anonymousRole,
            boolean anonymous,
            boolean open,
            Optional<KeyText> secret,
            Optional<KeyText> keys,
            Optional<String> audience,
            RoleClaim roleClaim,
            List<String> origins,
            List<String> hosts) {

        private Access withAnonymousRole(String role) {
            return new Access(
                    role, anonymous, open, secret, keys, audience, roleClaim, origins, hosts);
        }

        /** Returns whether tokens are accepted. */
        boolean hasTokens() {
            return secret.isPresent() || keys.isPresent();
        }

        /** Returns whether every request needs a token. */
        boolean needsToken() {
            return hasTokens() && !anonymous;
        }
    }

    /**
     * Limits of requests and connections.
     *
     * @param bodyBytes the maximum size of a body
     * @param headerBytes the maximum size of all headers of a request
     * @param connections the maximum number of connections
     * @param requests the maximum number of requests in progress
     * @param sending the time limit for a request to arrive
     * @param idle how long a connection may be idle between requests
     * @param clientRate the maximum requests per second of one client, 0 for no limit
     * @param trustedProxies addresses or networks whose X-Forwarded-For header is trusted
     * @param jsonDepth the maximum nesting depth of JSON
     */
    public record RequestLimits(
            int bodyBytes,
            int headerBytes,
            int connections,
            int requests,
            Duration sending,
            Duration idle,
            int clientRate,
            List<String> trustedProxies,
            int jsonDepth) {}

    /**
     * Sizes of pool, batch and queue.
     *
     * @param poolSize the number of connections, not counting the one that monitors the database
     * @param lanes the connections that send coalesced writes; the same number sends reads
     * @param batchSize the maximum number of operations in one call
     * @param nextLaneAt the number of queued writes at which another connection starts to send
     * @param queueLength the maximum number of queued operations
     */
    public record Calls(int poolSize, int lanes, int batchSize, int nextLaneAt, int queueLength) {

        /** Returns the number of connections that are left for calls that are not coalesced. */
        int direct() {
            return Math.max(1, poolSize - 2 * lanes);
        }
    }

    /**
     * Limits of reading views.
     *
     * @param readOnly whether nothing is written, whatever the server would accept
     * @param maxRows the maximum number of rows in a response, 0 for no maximum
     * @param scans the limits of scans
     */
    public record Reads(boolean readOnly, int maxRows, ScanLimits scans) {}

    /**
     * Limits of requests that may read the whole table, and of searches in the graph.
     *
     * @param connections the number of connections for them
     * @param timeout the time limit of each
     * @param sharePercent the part of the time in which all reads of the whole table together may
     *     work if other requests are in progress when they begin; 100 for no limit
     */
    public record ScanLimits(int connections, Duration timeout, int sharePercent) {}

    /**
     * How much time a graceful stop may take.
     *
     * @param grace for all of it
     * @param notice until load balancers have noticed that the service is not ready
     */
    public record GracefulStop(Duration grace, Duration notice) {}
}
