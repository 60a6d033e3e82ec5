package dev.widgets.cli.registry;

import dev.widgets.WidgetRepository;
import dev.widgets.cli.database.WidgetsCommand;
import picocli.CommandLine.Command;

/** {@code widgets associate}. */
@Command(
        name = "associate",
        header = "Associate two widgets.",
        description = {
            "",
            "Associates two widgets through a free port of the given type on each; both ports are then"
                    + " taken. Two widgets can be associated once for each port type."
        },
        footer = {"", "Example:", "  widgets associate W-1 W-2 P"})
public final class AssociateCommand extends PairCommand {

    public AssociateCommand(WidgetsCommand root) {
        super(root, WidgetRepository::associate, "Associated");
    }
}
