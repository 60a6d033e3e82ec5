package dev.widgets.cli.serve;

import dev.widgets.RoleNames;
import dev.widgets.cli.console.CommandException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who may call. */
final class ServeAccessMixin {

    @Option(
            names = "--jwt-secret-file",
            paramLabel = "FILE",
            description =
                    "The secret that tokens are signed with (HS256), 32 characters or more. Or set"
                            + " WIDGETS_JWT_SECRET to the secret itself.")
    private @Nullable Path secret;

    @Option(
            names = "--jwks-file",
            paramLabel = "FILE",
            description =
                    "The keys that tokens are signed with (JWK or JWKS: RS256, ES256, HS256). Or set"
                            + " WIDGETS_JWKS to the keys themselves.")
    private @Nullable Path keys;

    @Option(
            names = "--jwt-audience",
            paramLabel = "NAME",
            description = "Take only tokens that are for this audience.")
    private @Nullable String audience;

    @Option(
            names = "--anonymous-role",
            paramLabel = "ROLE",
            description = "The role of callers without a token (${DEFAULT-VALUE}).")
    private String role = RoleNames.DEFAULT.anonymous();

    @Option(
            names = "--anonymous",
            description = "Anyone may call without a token, also from beyond this machine.")
    private boolean anonymous;

    @Option(names = "--no-anonymous", description = "Nobody may call without a token.")
    private boolean noAnonymous;

    @Option(
            names = "--cors-origin",
            paramLabel = "ORIGIN",
            description =
                    "Pages of this origin may call, such as https://app.example; * is all. May be repeated.")
    private List<String> origins = new ArrayList<>();

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description =
                    "A name that the service goes by, without a port, besides localhost. May be repeated.")
    private List<String> hosts = new ArrayList<>();

    ServeOptions.Access access(Function<String, Optional<String>> variables) {
        if (anonymous && noAnonymous) {
            throw CommandException.usage("--anonymous and --no-anonymous contradict each other.");
        }
        return new ServeOptions.Access(
                role,
                !noAnonymous,
                anonymous,
                KeyText.of(secret, "WIDGETS_JWT_SECRET", variables),
                KeyText.of(keys, "WIDGETS_JWKS", variables),
                Optional.ofNullable(audience),
                ServeMixin.split(origins),
                ServeMixin.split(hosts));
    }
}
