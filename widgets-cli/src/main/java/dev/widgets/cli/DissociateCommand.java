package dev.widgets.cli;

import dev.widgets.PortType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code widgets dissociate}. */
@Command(
        name = "dissociate",
        header = "Remove the association of two widgets.",
        description = {
            "",
            "Removes the association of two widgets on this type of port; both ports are free then."
        },
        footer = {"", "Example:", "  widgets dissociate W-1 W-2 P"})
final class DissociateCommand extends DatabaseCommand {

    @Parameters(index = "0", paramLabel = "SERIAL", description = "One widget's serial number.")
    private String serialNumber = "";

    @Parameters(
            index = "1",
            paramLabel = "PEER",
            description = "The other's; the order does not matter.")
    private String peerSerialNumber = "";

    @Parameters(index = "2", paramLabel = "PORT", description = "The type of the ports: P, Q or R.")
    private String port = "";

    DissociateCommand(WidgetsCommand root) {
        super(root);
    }

    @Override
    public Integer call() {
        PortType type = PortType.parse(port);
        try (Session session = writing(Limits.OPERATION)) {
            session.widgets().dissociate(serialNumber, peerSerialNumber, type);
        }
        notices()
                .say("Dissociated " + Visible.of(serialNumber) + " and "
                        + Visible.of(peerSerialNumber) + " on " + type + ".");
        return ExitCode.DONE;
    }
}
