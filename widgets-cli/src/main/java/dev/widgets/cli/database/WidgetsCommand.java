package dev.widgets.cli.database;

import dev.widgets.cli.connect.ConnectionMixin;
import dev.widgets.cli.console.CliEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code widgets}, the parent of all commands. */
@Command(
        name = "widgets",
        header = "A registry of widgets and of the associations between their ports.",
        description = {
            "",
            "A widget has a serial number, a name and one to three ports, each of type P, Q or R. Two"
                    + " widgets are associated through a free port of the same type on each.",
            "",
            "The registry is a PostgreSQL database. It is specified by --url, by WIDGETS_URL, or by the"
                    + " variables of libpq (PGHOST, PGPORT, PGUSER, PGDATABASE, PGPASSWORD, PGSERVICE and"
                    + " others). If none of them is set, widgets uses the server on this machine if its"
                    + " Unix socket accepts you, or else runs an embedded PostgreSQL that keeps its data"
                    + " in ~/.local/share/widgets. Passwords are read from the environment or"
                    + " from ~/.pgpass."
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  widgets try",
            "  widgets add W-1 \"Copper valve\" PQ",
            "  widgets associate W-1 W-2 P",
            "  widgets list --free Q -o json",
            "  widgets show -- -7        # after --, nothing is read as an option"
        })
public final class WidgetsCommand implements Runnable {

    private final CliEnvironment environment;

    @Mixin
    private final ConnectionMixin connection = new ConnectionMixin();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help and exit.")
    @SuppressWarnings("unused")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the versions and exit.")
    @SuppressWarnings("unused")
    private boolean version;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public WidgetsCommand(CliEnvironment environment) {
        this.environment = environment;
    }

    /** Returns the environment of this process. */
    public CliEnvironment environment() {
        return environment;
    }

    ConnectionMixin connection() {
        return connection;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "No command given.");
    }
}
