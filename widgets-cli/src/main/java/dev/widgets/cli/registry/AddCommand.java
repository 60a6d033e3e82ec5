package dev.widgets.cli.registry;

import dev.widgets.Ports;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.TerminalText;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.Session;
import dev.widgets.cli.database.WidgetsCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code widgets add}. */
@Command(
        name = "add",
        header = "Add a widget.",
        description = {"", "Adds a widget. All its ports are free."},
        footer = {
            "",
            "Examples:",
            "  widgets add W-1 \"Copper valve\" PQ",
            "  widgets add W-2 \"Copper valve\" r,p,p        # the same ports as PPR"
        })
public final class AddCommand extends DatabaseCommand {

    @Parameters(
            index = "0",
            paramLabel = "SERIAL",
            description = "Unique serial number of 1 to 255 characters.")
    private String serialNumber = "";

    @Parameters(
            index = "1",
            paramLabel = "NAME",
            description = "Name of 0 to 255 characters; need not be unique.")
    private String name = "";

    @Parameters(
            index = "2",
            paramLabel = "PORTS",
            description = "One to three port types, each P, Q or R, in any order.")
    private String ports = "";

    public AddCommand(WidgetsCommand root) {
        super(root);
    }

    @Override
    public Integer call() {
        Ports parsed = Ports.parse(ports);
        try (Session session = writing(CommandLimits.OPERATION)) {
            session.widgets().add(serialNumber, name, parsed);
        }
        notices().say("Added " + TerminalText.of(serialNumber) + ", ports " + parsed + ".");
        return ExitCode.DONE;
    }
}
