package dev.widgets.cli.database;

import dev.widgets.RoleNames;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.Failures;
import picocli.CommandLine.Option;

/** The options for the names of the database roles. */
public final class RolesMixin {

    @Option(
            names = "--owner",
            paramLabel = "ROLE",
            description =
                    "Role that owns the registry and cannot log in (default: ${DEFAULT-VALUE}).")
    private String owner = RoleNames.DEFAULT.owner();

    @Option(
            names = "--anonymous",
            paramLabel = "ROLE",
            description =
                    "Role that may call the functions of the API (default: ${DEFAULT-VALUE}).")
    private String anonymous = RoleNames.DEFAULT.anonymous();

    @Option(
            names = "--application",
            paramLabel = "ROLE",
            description = "Role that may also read the views (default: ${DEFAULT-VALUE}).")
    private String application = RoleNames.DEFAULT.application();

    @Option(
            names = "--authenticator",
            paramLabel = "ROLE",
            description = "Role that services log in as; it may switch only to roles that are"
                    + " granted to it, at first the anonymous role (default: ${DEFAULT-VALUE}).")
    private String authenticator = RoleNames.DEFAULT.authenticator();

    /** Returns the names. */
    public RoleNames names() {
        try {
            return new RoleNames(owner, anonymous, application, authenticator);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(Failures.describe(e));
        }
    }
}
