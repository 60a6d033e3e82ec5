package dev.widgets.cli.registry;

import dev.widgets.WidgetRepository;
import dev.widgets.cli.database.WidgetsCommand;
import picocli.CommandLine.Command;

/** {@code widgets dissociate}. */
@Command(
        name = "dissociate",
        header = "Remove the association of two widgets.",
        description = {
            "",
            "Removes the association of two widgets on a port type; both ports are then free."
        },
        footer = {"", "Example:", "  widgets dissociate W-1 W-2 P"})
public final class DissociateCommand extends PairCommand {

    public DissociateCommand(WidgetsCommand root) {
        super(root, WidgetRepository::dissociate, "Dissociated");
    }
}
