package dev.widgets.cli.registry;

import dev.widgets.AsyncWidgetRepository;
import dev.widgets.WidgetRepository;
import dev.widgets.cli.database.WidgetsCommand;
import picocli.CommandLine.Command;

/** {@code widgets associate}. */
@Command(
        name = "associate",
        header = "Associate two widgets.",
        customSynopsis = {
            "widgets associate [OPTIONS] SERIAL PEER PORT",
            "       widgets associate [OPTIONS] --from=FILE"
        },
        description = {
            "",
            "Associates two widgets through a free port of the given type on each; both ports are then"
                    + " taken. Two widgets can be associated once for each port type. A file has the columns"
                    + " serial_number, peer_serial_number and port; its lines take effect in any order."
        },
        footer = {
            "",
            "Examples:",
            "  widgets associate W-1 W-2 P",
            "  widgets associate --from pairs.csv >outcomes.csv"
        })
public final class AssociateCommand extends PairCommand {

    public AssociateCommand(WidgetsCommand root) {
        super(root, WidgetRepository::associate, AsyncWidgetRepository::associate, "Associated");
    }
}
