package dev.widgets.cli.registry;

import dev.widgets.RoleNames;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.database.AuthenticatorMixin;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.RolesMixin;
import dev.widgets.cli.database.Session;
import dev.widgets.cli.database.WaitMixin;
import dev.widgets.cli.database.WidgetsCommand;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code widgets roles}. */
@Command(
        name = "roles",
        header = "Create the database roles and grant their privileges.",
        description = {
            "",
            "Creates missing roles, makes the owner role the owner of the registry, and grants the others"
                    + " only the privileges that they need. Run it after each migrate; it is safe to"
                    + " repeat. Requires a superuser, or a user who owns the registry and may create roles."
                    + " Roles belong to the whole server, so two registries on one server need different"
                    + " names."
        },
        footer = {
            "",
            "Examples:",
            "  widgets roles",
            "  widgets roles --authenticator-password-file /run/secrets/authenticator",
            "  widgets roles --application orders_widgets --owner orders_owner"
        })
public final class RolesCommand extends DatabaseCommand {

    @Mixin
    private final RolesMixin roles = new RolesMixin();

    @Mixin
    private final AuthenticatorMixin authenticator = new AuthenticatorMixin();

    @Mixin
    private final WaitMixin wait = new WaitMixin();

    public RolesCommand(WidgetsCommand root) {
        super(root);
    }

    @Override
    public Integer call() {
        RoleNames names = roles.names();
        Optional<String> password = authenticator.password(environment());
        try (Session session = writing(CommandLimits.OPERATION)) {
            wait.forConnection(session.dataSource(), notices());
            notices().say(create(session, names, password));
        }
        return ExitCode.DONE;
    }

    /** Creates the roles and returns a message. */
    static String create(Session session, RoleNames names, Optional<String> password) {
        session.administration().createRoles(names);
        try {
            password.ifPresent(secret ->
                    AuthenticatorMixin.set(session.dataSource(), names.authenticator(), secret));
        } catch (CommandException e) {
            throw CommandException.unfinished("The roles are in place.", e);
        }
        return "The roles " + names.owner() + ", " + names.anonymous() + ", "
                + names.application() + " and " + names.authenticator() + " are set up."
                + (password.isPresent() ? " The password of the last one is set." : "");
    }
}
