package dev.widgets.cli;

import dev.widgets.RoleNames;
import dev.widgets.cli.serve.Address;
import dev.widgets.cli.serve.ServeOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code widgets serve}. */
final class ServeMixin {

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Where to serve (${DEFAULT-VALUE}); port 0 takes one that is free.")
    private String listen = "127.0.0.1:3000";

    @Option(
            names = "--jwt-secret-file",
            paramLabel = "FILE",
            description = "The secret that tokens are signed with (HS256), 32 characters or more.")
    private @Nullable Path secret;

    ServeOptions options() {
        return new ServeOptions(
                address(listen),
                Optional.empty(),
                Optional.empty(),
                new ServeOptions.Access(
                        RoleNames.DEFAULT.anonymous(),
                        true,
                        false,
                        Optional.ofNullable(secret),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of()),
                new ServeOptions.Limits(
                        16_384, 8_192, 4_000, 1_000, Duration.ofSeconds(10), 0, List.of(), 16),
                new ServeOptions.Calls(8, 2, 256, 10_000),
                Duration.ofSeconds(30),
                Optional.empty());
    }

    private static Address address(String text) {
        try {
            return Address.parse(text);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(Failures.describe(e));
        }
    }
}
