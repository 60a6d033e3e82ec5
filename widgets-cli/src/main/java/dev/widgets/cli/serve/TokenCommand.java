package dev.widgets.cli.serve;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.Failures;
import dev.widgets.cli.database.WidgetsCommand;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code widgets token}. */
@Command(
        name = "token",
        header = "Make a token to try the service with.",
        description = {
            "",
            "Prints a token (JWT, HS256) that widgets serve accepts if it was started with the same"
                    + " secret. WIDGETS_JWT_SECRET can hold the secret instead of a file. In"
                    + " production, take tokens from an identity provider."
        },
        footer = {
            "",
            "Example:",
            "  openssl rand -base64 48 > secret",
            "  widgets token --role widgets_app --secret-file secret"
        })
public final class TokenCommand implements Callable<Integer> {

    private final WidgetsCommand root;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            required = true,
            description = "Database role of the requests with this token, such as widgets_app.")
    private String role = "";

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "File with the secret of the service, as for --jwt-secret-file.")
    private @Nullable Path file;

    @Option(
            names = "--subject",
            paramLabel = "NAME",
            description = "Name of the caller; idempotency keys belong to it.")
    private @Nullable String subject;

    @Option(
            names = "--audience",
            paramLabel = "NAME",
            description = "Audience of the token, as for --jwt-audience.")
    private @Nullable String audience;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            description = "How long the token is valid (default: 1h).")
    private Duration expires = Duration.ofHours(1);

    public TokenCommand(WidgetsCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        if (expires.isZero()) {
            throw CommandException.usage("--expires must be longer than 0.");
        }
        if (role.isEmpty()) {
            throw CommandException.usage(
                    "--role must not be empty; give a role such as widgets_app.");
        }
        CliEnvironment environment = root.environment();
        KeyText text = KeyText.of(file, "WIDGETS_JWT_SECRET", environment::variable)
                .orElseThrow(() -> CommandException.usage(
                        "The secret is missing: give --secret-file, or set WIDGETS_JWT_SECRET."));
        try {
            byte[] secret = text.read().stripTrailing().getBytes(StandardCharsets.UTF_8);
            if (secret.length < TokenKeys.LEAST_SECRET) {
                throw CommandException.usage("The secret in the " + text + " has " + secret.length
                        + " bytes; it must have at least " + TokenKeys.LEAST_SECRET + ".");
            }
            environment.out().println(token(secret));
            return ExitCode.DONE;
        } catch (StartException | JOSEException e) {
            throw CommandException.usage(Failures.describe(e));
        }
    }

    private String token(byte[] secret) throws JOSEException {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .claim("role", role)
                .subject(subject)
                .audience(audience)
                .expirationTime(Date.from(Instant.now().plus(expires)))
                .build();
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        token.sign(new MACSigner(secret));
        return token.serialize();
    }
}
