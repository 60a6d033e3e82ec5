package dev.widgets.cli.registry;

import dev.widgets.AsyncWidgetRepository;
import dev.widgets.WidgetRepository;
import dev.widgets.cli.database.WidgetsCommand;
import picocli.CommandLine.Command;

/** {@code widgets dissociate}. */
@Command(
        name = "dissociate",
        header = "Remove the association of two widgets.",
        customSynopsis = {
            "widgets dissociate [OPTIONS] SERIAL PEER PORT",
            "       widgets dissociate [OPTIONS] --from=FILE"
        },
        description = {
            "",
            "Removes the association of two widgets on a port type; both ports are then free. A file has"
                    + " the columns serial_number, peer_serial_number and port."
        },
        footer = {
            "",
            "Examples:",
            "  widgets dissociate W-1 W-2 P",
            "  widgets dissociate --from pairs.csv >outcomes.csv"
        })
public final class DissociateCommand extends PairCommand {

    public DissociateCommand(WidgetsCommand root) {
        super(root, WidgetRepository::dissociate, AsyncWidgetRepository::dissociate, "Dissociated");
    }
}
