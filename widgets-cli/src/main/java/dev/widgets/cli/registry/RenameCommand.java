package dev.widgets.cli.registry;

import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.TerminalText;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.Session;
import dev.widgets.cli.database.WidgetsCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code widgets rename}. */
@Command(
        name = "rename",
        header = "Give a widget another name.",
        description = {
            "",
            "Changes the name of a widget. Its serial number never changes, and its ports and"
                    + " associations stay as they are."
        },
        footer = {"", "Example:", "  widgets rename W-1 \"Brass valve\""})
public final class RenameCommand extends DatabaseCommand {

    @Parameters(index = "0", paramLabel = "SERIAL", description = "Serial number of the widget.")
    private String serialNumber = "";

    @Parameters(
            index = "1",
            paramLabel = "NAME",
            description = "New name of 0 to 255 characters; need not be unique.")
    private String name = "";

    public RenameCommand(WidgetsCommand root) {
        super(root);
    }

    @Override
    public Integer call() {
        try (Session session = writing(CommandLimits.OPERATION)) {
            session.widgets().rename(serialNumber, name);
        }
        notices()
                .say("Renamed " + TerminalText.of(serialNumber) + " to \"" + TerminalText.of(name)
                        + "\".");
        return ExitCode.DONE;
    }
}
