package dev.widgets.cli;

import dev.widgets.PortType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code widgets associate}. */
@Command(
        name = "associate",
        header = "Associate two widgets.",
        description = {
            "",
            "Associates two widgets through a free port of this type on each; both are taken then. Two widgets may be associated once on each type."
        },
        footer = {"", "Example:", "  widgets associate W-1 W-2 P"})
final class AssociateCommand extends DatabaseCommand {

    @Parameters(index = "0", paramLabel = "SERIAL", description = "One widget's serial number.")
    private String serialNumber = "";

    @Parameters(
            index = "1",
            paramLabel = "PEER",
            description = "The other's; the order does not matter.")
    private String peerSerialNumber = "";

    @Parameters(index = "2", paramLabel = "PORT", description = "The type of the ports: P, Q or R.")
    private String port = "";

    AssociateCommand(WidgetsCommand root) {
        super(root);
    }

    @Override
    public Integer call() {
        PortType type = PortType.parse(port);
        try (Session session = writing(Limits.OPERATION)) {
            session.widgets().associate(serialNumber, peerSerialNumber, type);
        }
        notices()
                .say("Associated " + Visible.of(serialNumber) + " and "
                        + Visible.of(peerSerialNumber) + " on " + type + ".");
        return ExitCode.DONE;
    }
}
