package dev.widgets.cli.serve;

import dev.widgets.RoleNames;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.Failures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Authentication, roles, and the origins and host names that are allowed. */
final class ServeAccessMixin {

    @Option(
            names = "--jwt-secret-file",
            paramLabel = "FILE",
            description = "File with the secret that verifies tokens (HS256), at least 32"
                    + " characters. WIDGETS_JWT_SECRET can hold the secret itself.")
    private @Nullable Path secret;

    @Option(
            names = "--jwks-file",
            paramLabel = "FILE",
            description =
                    "File with the keys that verify tokens (JWK or JWKS: RS256, ES256, HS256)."
                            + " WIDGETS_JWKS can hold the keys themselves.")
    private @Nullable Path keys;

    @Option(
            names = "--jwt-audience",
            paramLabel = "NAME",
            description = "Accept only tokens issued for this audience.")
    private @Nullable String audience;

    @Option(
            names = "--jwt-role-claim",
            paramLabel = "PATH",
            description = "Path to the claim that names the database role, such as"
                    + " .app_metadata.role or .\"https://example.com/roles\"[0] (default: .role).")
    private String roleClaim = RoleClaim.DEFAULT;

    @Option(
            names = "--anonymous-role",
            paramLabel = "ROLE",
            description = "Database role of requests without a token (default: web_anon, which may"
                    + " not read lists; widgets_app for the embedded PostgreSQL on a loopback"
                    + " address).")
    private @Nullable String role;

    @Option(
            names = "--anonymous",
            description = "Allow requests without a token, even from other machines.")
    private boolean anonymous;

    @Option(names = "--no-anonymous", description = "Reject requests without a token.")
    private boolean noAnonymous;

    @Option(
            names = "--cors-origin",
            paramLabel = "ORIGIN",
            split = ServeMixin.COMMA,
            splitSynopsisLabel = ",",
            description = "Web origin whose pages may use the service, such as"
                    + " https://app.example; * allows all. May be repeated.")
    private List<String> origins = new ArrayList<>();

    @Option(
            names = "--host",
            paramLabel = "NAME",
            split = ServeMixin.COMMA,
            splitSynopsisLabel = ",",
            description = "Host name of the service, without a port, in addition to"
                    + " localhost. May be repeated.")
    private List<String> hosts = new ArrayList<>();

    /** Returns whether the role of requests without a token was chosen. */
    boolean choosesRole() {
        return role != null;
    }

    ServeOptions.Access access(Function<String, Optional<String>> variables) {
        if (anonymous && noAnonymous) {
            throw CommandException.usage(
                    "--anonymous and --no-anonymous exclude each other; give only one"
                            + " of them.");
        }
        return new ServeOptions.Access(
                role == null ? RoleNames.DEFAULT.anonymous() : role,
                !noAnonymous,
                anonymous,
                KeyText.of(secret, "WIDGETS_JWT_SECRET", variables),
                KeyText.of(keys, "WIDGETS_JWKS", variables),
                Optional.ofNullable(audience),
                roleClaim(),
                List.copyOf(origins),
                List.copyOf(hosts));
    }

    private RoleClaim roleClaim() {
        try {
            return RoleClaim.parse(roleClaim);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(Failures.describe(e));
        }
    }
}
