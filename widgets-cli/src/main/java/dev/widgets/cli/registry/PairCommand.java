package dev.widgets.cli.registry;

import dev.widgets.PortType;
import dev.widgets.WidgetRepository;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.TerminalText;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.Session;
import dev.widgets.cli.database.WidgetsCommand;
import picocli.CommandLine.Parameters;

/** A command on two widgets and a port type. */
abstract class PairCommand extends DatabaseCommand {

    /** An operation of the repository. */
    interface Operation {

        void perform(
                WidgetRepository widgets,
                String serialNumber,
                String peerSerialNumber,
                PortType port);
    }

    private final Operation operation;
    private final String done;

    @Parameters(index = "0", paramLabel = "SERIAL", description = "Serial number of one widget.")
    private String serialNumber = "";

    @Parameters(
            index = "1",
            paramLabel = "PEER",
            description = "Serial number of the other widget; the order does not matter.")
    private String peerSerialNumber = "";

    @Parameters(
            index = "2",
            paramLabel = "PORT",
            completionCandidates = PortLetters.class,
            description = "Port type: P, Q or R.")
    private String port = "";

    PairCommand(WidgetsCommand root, Operation operation, String done) {
        super(root);
        this.operation = operation;
        this.done = done;
    }

    @Override
    public final Integer call() {
        PortType type = PortType.parse(port);
        try (Session session = writing(CommandLimits.OPERATION)) {
            operation.perform(session.widgets(), serialNumber, peerSerialNumber, type);
        }
        notices()
                .say(done + " " + TerminalText.of(serialNumber) + " and "
                        + TerminalText.of(peerSerialNumber) + " on " + type + ".");
        return ExitCode.DONE;
    }
}
