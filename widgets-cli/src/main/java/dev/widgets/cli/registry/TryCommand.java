package dev.widgets.cli.registry;

import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.database.WidgetsCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code widgets try}. */
@Command(
        name = "try",
        header = "Show what it does, in a PostgreSQL that is thrown away afterwards.",
        description = {
            "",
            "Starts a PostgreSQL of its own, installs the schema, adds a few thousand widgets, associates,"
                    + " dissociates and removes some, shows what becomes of them, and leaves nothing behind."
                    + " It takes about five seconds and touches no other database."
        })
public final class TryCommand implements Callable<Integer> {

    private final WidgetsCommand root;

    @Option(
            names = {"-v", "--verbose"},
            description = "Say more of what goes wrong.")
    private boolean verbose;

    public TryCommand(WidgetsCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Demonstration.run(root.environment(), verbose);
        return ExitCode.DONE;
    }
}
