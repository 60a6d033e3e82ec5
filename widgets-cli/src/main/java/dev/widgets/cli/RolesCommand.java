package dev.widgets.cli;

import dev.widgets.RoleNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code widgets roles}. */
@Command(
        name = "roles",
        header = "Create the roles of least privilege and grant them what they need.",
        description = {
            "",
            "Creates the roles that are missing, makes the owner the owner of the registry and grants the"
                    + " others their rights. Safe to repeat; repeat it after each migrate. The user may"
                    + " create roles, or is a superuser. Roles belong to the whole server: two registries"
                    + " on one need different names."
        },
        footer = {
            "",
            "Examples:",
            "  widgets roles",
            "  widgets roles --application orders_widgets --owner orders_owner"
        })
final class RolesCommand extends DatabaseCommand {

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

    RolesCommand(WidgetsCommand root) {
        super(root);
    }

    @Override
    public Integer call() {
        RoleNames names = names();
        try (Session session = writing(Limits.OPERATION)) {
            session.administration().createRoles(names);
        }
        notices()
                .say("The roles " + names.owner() + ", " + names.anonymous() + ", "
                        + names.application() + " and " + names.authenticator() + " are in place.");
        return ExitCode.DONE;
    }

    private RoleNames names() {
        try {
            return new RoleNames(owner, anonymous, application, authenticator);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(Failures.describe(e));
        }
    }
}
