package dev.widgets.cli.serve;

import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.Failures;
import dev.widgets.cli.console.LogFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code widgets serve}. */
public final class ServeMixin {

    /** Separates the values of an option that may be repeated. */
    static final String COMMA = "\\s*,\\s*";

    private static final String NONE = "none";
    private static final Duration NOTICE = Duration.ofSeconds(5);

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Address to listen on; port 0 picks a free port (default:"
                    + " ${DEFAULT-VALUE}).")
    private String listen = "127.0.0.1:3000";

    @Option(
            names = "--admin-listen",
            paramLabel = "HOST:PORT",
            description = "Address for /live, /ready and /metrics, or none (default:"
                    + " ${DEFAULT-VALUE}).")
    private String admin = "127.0.0.1:3001";

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description =
                    "Certificates for HTTPS (PEM), in any order; reloaded when the file changes.")
    private @Nullable Path certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description =
                    "Private key of the certificate (PEM, not encrypted). May be the same file.")
    private @Nullable Path key;

    @Option(
            names = "--tls-keystore",
            paramLabel = "FILE",
            description = "Key store with certificate and private key (PKCS#12), instead of"
                    + " --tls-cert and --tls-key.")
    private @Nullable Path keyStore;

    @Option(
            names = "--tls-password-file",
            paramLabel = "FILE",
            description = "File with the password of the key store.")
    private @Nullable Path password;

    @Mixin
    private final ServeAccessMixin access = new ServeAccessMixin();

    @Mixin
    private final ServeLimitsMixin limits = new ServeLimitsMixin();

    @Mixin
    private final ServeReadsMixin reads = new ServeReadsMixin();

    @Mixin
    private final ServeConsoleMixin console = new ServeConsoleMixin();

    @Option(
            names = "--drain",
            paramLabel = "TIME",
            description = "Grace period for in-flight requests on shutdown (default: 30s).")
    private Duration grace = Duration.ofSeconds(30);

    @Option(
            names = "--drain-notice",
            paramLabel = "TIME",
            description =
                    "Time at the beginning of a shutdown in which requests are still accepted, so that load"
                            + " balancers notice that /ready is 503. Must be longer than the interval of their checks"
                            + " times the failures that they wait for. Skipped if nobody has asked for /ready"
                            + " (default: 5s).")
    private @Nullable Duration notice;

    @Option(
            names = "--access-log",
            paramLabel = "FILE",
            description =
                    "Append one line of JSON per response to this file; - is standard output.")
    private @Nullable Path accessLog;

    @Option(
            names = "--stop-at-eof",
            description = "Stop when standard input is closed, for supervisors that hold a"
                    + " pipe open.")
    private boolean stopAtEof;

    boolean stopsAtEof() {
        return stopAtEof;
    }

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            description =
                    "Form of the log on standard error: plain, time or json (default: ${DEFAULT-VALUE}).")
    private LogFormat logFormat = LogFormat.PLAIN;

    LogFormat logFormat() {
        return logFormat;
    }

    /** Returns the options as a record, without secrets from variables of the environment. */
    public ServeOptions options() {
        return options(name -> Optional.empty());
    }

    /**
     * Returns the options as a record.
     *
     * @param variables finds a variable of the environment
     */
    ServeOptions options(Function<String, Optional<String>> variables) {
        return new ServeOptions(
                address(listen),
                admin.equals(NONE) ? Optional.empty() : Optional.of(address(admin)),
                tls(),
                access.access(variables),
                limits.limits(),
                limits.calls(),
                reads.reads(),
                stop(),
                Optional.ofNullable(accessLog),
                console.console());
    }

    /** Returns whether the role of requests without a token was chosen. */
    boolean choosesRole() {
        return access.choosesRole();
    }

    private ServeOptions.GracefulStop stop() {
        Duration half = grace.dividedBy(2);
        if (notice != null && notice.compareTo(half) > 0) {
            throw CommandException.usage("--drain-notice may be at most half of --drain.");
        }
        Duration shorter = NOTICE.compareTo(half) < 0 ? NOTICE : half;
        return new ServeOptions.GracefulStop(grace, notice == null ? shorter : notice);
    }

    private Optional<ServeOptions.Tls> tls() {
        if (keyStore != null) {
            if (certificate != null || key != null || password == null) {
                throw CommandException.usage(
                        "--tls-keystore requires --tls-password-file and excludes"
                                + " --tls-cert and --tls-key.");
            }
            return Optional.of(
                    new ServeOptions.Tls(keyStore, Optional.empty(), Optional.of(password)));
        }
        if ((certificate == null) != (key == null) || password != null) {
            throw CommandException.usage(
                    "Incomplete options for HTTPS: give --tls-cert and --tls-key, or"
                            + " --tls-keystore and --tls-password-file.");
        }
        return Optional.ofNullable(certificate)
                .map(file ->
                        new ServeOptions.Tls(file, Optional.ofNullable(key), Optional.empty()));
    }

    static Address address(String text) {
        try {
            return Address.parse(text);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(Failures.describe(e));
        }
    }
}
