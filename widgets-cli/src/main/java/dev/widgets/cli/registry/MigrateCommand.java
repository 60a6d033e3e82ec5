package dev.widgets.cli.registry;

import dev.widgets.InstalledSchema;
import dev.widgets.RoleNames;
import dev.widgets.WidgetException;
import dev.widgets.WidgetSchema;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.Quantity;
import dev.widgets.cli.database.AuthenticatorMixin;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.RolesMixin;
import dev.widgets.cli.database.Session;
import dev.widgets.cli.database.WaitMixin;
import dev.widgets.cli.database.WidgetsCommand;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code widgets migrate}. */
@Command(
        name = "migrate",
        header = "Install or update the schema.",
        description = {
            "",
            "Installs the schemas widgets, widgets_admin and widgets_store, or updates them to the release"
                    + " of this version, in one transaction. Requires only the privilege to create schemas."
                    + " Afterwards, run widgets roles to create the roles and grant their privileges."
        },
        footer = {
            "",
            "Examples:",
            "  widgets migrate --url postgresql://owner@db/app",
            "  widgets migrate --roles --wait 60s",
            "  widgets migrate --repair --roles",
            "  widgets migrate --print | psql -v ON_ERROR_STOP=1"
        })
public final class MigrateCommand extends DatabaseCommand {

    private static final class Mode {

        @Option(
                names = "--print",
                description =
                        "Print the SQL for an empty database instead of running it; needs no database.")
        private boolean print;

        @Option(
                names = "--validate",
                description = "Only check that the schema is installed and has this release.")
        private boolean validate;

        @Option(
                names = "--repair",
                description =
                        "Put back functions and views of this release that were altered or dropped.")
        private boolean repair;
    }

    @ArgGroup
    private Mode mode = new Mode();

    @Option(names = "--roles", description = "Create the roles, too, like widgets roles.")
    private boolean withRoles;

    @Mixin
    private final RolesMixin roles = new RolesMixin();

    @Mixin
    private final AuthenticatorMixin authenticator = new AuthenticatorMixin();

    @Mixin
    private final WaitMixin wait = new WaitMixin();

    public MigrateCommand(WidgetsCommand root) {
        super(root);
    }

    @Override
    public Integer call() throws SQLException {
        if (mode.print) {
            environment().out().print(WidgetSchema.print());
            environment().out().flush();
            return ExitCode.DONE;
        }
        RoleNames names = roles.names();
        Optional<String> password =
                withRoles ? authenticator.password(environment()) : Optional.empty();
        try (Session session = administering(CommandLimits.LONG)) {
            wait.forConnection(session.dataSource(), notices());
            if (mode.validate) {
                session.schema().validate();
                notices().say("The schema is valid (release " + release(session) + ").");
            } else {
                notices()
                        .say(
                                mode.repair
                                        ? repaired(session.schema().repair())
                                        : done(session.schema().migrate(), release(session)));
                if (withRoles) {
                    notices().say(createRoles(session, names, password));
                }
            }
        }
        return ExitCode.DONE;
    }

    private static String createRoles(Session session, RoleNames names, Optional<String> password) {
        try {
            return RolesCommand.create(session, names, password);
        } catch (WidgetException e) {
            throw CommandException.unfinished(
                    "The schema is in place; create the roles with: widgets roles", e);
        }
    }

    private String repaired(List<String> names) {
        if (names.isEmpty()) {
            return "All functions and views are those of release " + WidgetSchema.RELEASE + ".";
        }
        String roles = withRoles ? "" : " Grant their privileges again with: widgets roles";
        return "Put back " + String.join(", ", names) + "." + roles;
    }

    private static int release(Session session) throws SQLException {
        try (Connection connection = session.dataSource().getConnection()) {
            return InstalledSchema.read(connection).release();
        }
    }

    private static String done(int scripts, int release) {
        if (release > WidgetSchema.RELEASE) {
            return "The schema has release " + release
                    + ", which also accepts the calls of this version (release "
                    + WidgetSchema.RELEASE + "). Nothing was changed.";
        }
        return scripts == 0
                ? "The schema is already up to date (release " + WidgetSchema.RELEASE + ")."
                : "Applied " + Quantity.of(scripts, "script") + "; the schema now has release "
                        + WidgetSchema.RELEASE + ".";
    }
}
