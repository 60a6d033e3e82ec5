package dev.widgets.cli.registry;

import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.database.WidgetsCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code widgets try}. */
@Command(
        name = "try",
        header = "Demonstrate the registry on a temporary PostgreSQL.",
        description = {
            "",
            "Starts a temporary PostgreSQL, installs the schema, adds 100,000 widgets, and shows how"
                    + " widgets are added, associated, dissociated and removed. Takes about five seconds,"
                    + " touches no other database and leaves nothing behind."
        })
public final class TryCommand implements Callable<Integer> {

    private final WidgetsCommand root;

    @Option(
            names = {"-v", "--verbose"},
            description = "Show details of errors.")
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
