package dev.widgets.cli.registry;

import dev.widgets.cli.connect.LibpqEnvironment;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.IgnoredInterrupt;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.Session;
import dev.widgets.cli.database.WidgetsCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code widgets psql}. */
@Command(
        name = "psql",
        header = "Open psql, the SQL shell of PostgreSQL, on the database.",
        description = {
            "",
            "Starts the psql that is installed on this machine, with the connection settings of the"
                    + " other commands, and ends with its exit code. The password is passed in the"
                    + " environment, never in an argument; psql asks for the passphrase of a client key. The embedded PostgreSQL runs until psql"
                    + " ends."
        },
        footer = {
            "",
            "Examples:",
            "  widgets psql",
            "  widgets psql -- -c 'select * from widgets.slots limit 5'"
        })
public final class PsqlCommand extends DatabaseCommand {

    @Parameters(
            arity = "0..*",
            paramLabel = "ARGUMENT",
            description = "Arguments of psql, after --.")
    private List<String> arguments = new ArrayList<>();

    public PsqlCommand(WidgetsCommand root) {
        super(root);
    }

    @Override
    public Integer call() {
        try (Session session = writing(CommandLimits.OPERATION)) {
            List<String> command = new ArrayList<>(List.of("psql"));
            command.addAll(arguments);
            ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
            LibpqEnvironment.apply(session.connection(), builder.environment());
            return run(builder);
        }
    }

    private static int run(ProcessBuilder builder) {
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw CommandException.failure(
                    "psql is not installed, or not in a folder of PATH. Install the client programs"
                            + " of PostgreSQL, such as the package postgresql-client.");
        }
        // Ctrl-C is for psql, which cancels the query
        IgnoredInterrupt ignored = IgnoredInterrupt.begin();
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw CommandException.failure("Interrupted.");
        } finally {
            ignored.close();
        }
    }
}
