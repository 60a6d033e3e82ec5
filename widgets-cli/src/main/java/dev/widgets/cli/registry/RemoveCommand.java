package dev.widgets.cli.registry;

import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.TerminalText;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.Session;
import dev.widgets.cli.database.WidgetsCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code widgets remove}. */
@Command(
        name = "remove",
        header = "Remove a widget and its associations.",
        description = {
            "",
            "Removes a widget. The ports at the other ends of its associations are then free."
        },
        footer = {"", "Example:", "  widgets remove W-1"})
public final class RemoveCommand extends DatabaseCommand {

    @Parameters(index = "0", paramLabel = "SERIAL", description = "Serial number of the widget.")
    private String serialNumber = "";

    public RemoveCommand(WidgetsCommand root) {
        super(root);
    }

    @Override
    public Integer call() {
        try (Session session = writing(CommandLimits.OPERATION)) {
            session.widgets().remove(serialNumber);
        }
        notices().say("Removed " + TerminalText.of(serialNumber) + ".");
        return ExitCode.DONE;
    }
}
