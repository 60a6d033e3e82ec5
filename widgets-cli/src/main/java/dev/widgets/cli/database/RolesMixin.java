package dev.widgets.cli.database;

import dev.widgets.RoleNames;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.Failures;
import picocli.CommandLine.Option;

/** The names of the roles of least privilege. */
public final class RolesMixin {

    @Option(
            names = "--owner",
            paramLabel = "ROLE",
            description = "Owns all, logs in nowhere (${DEFAULT-VALUE}).")
    private String owner = RoleNames.DEFAULT.owner();

    @Option(
            names = "--anonymous",
            paramLabel = "ROLE",
            description = "May call the functions of the API (${DEFAULT-VALUE}).")
    private String anonymous = RoleNames.DEFAULT.anonymous();

    @Option(
            names = "--application",
            paramLabel = "ROLE",
            description = "May also read its views (${DEFAULT-VALUE}).")
    private String application = RoleNames.DEFAULT.application();

    @Option(
            names = "--authenticator",
            paramLabel = "ROLE",
            description =
                    "Logs in for PostgREST and may only become the anonymous one (${DEFAULT-VALUE}).")
    private String authenticator = RoleNames.DEFAULT.authenticator();

    public RoleNames names() {
        try {
            return new RoleNames(owner, anonymous, application, authenticator);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(Failures.describe(e));
        }
    }
}
