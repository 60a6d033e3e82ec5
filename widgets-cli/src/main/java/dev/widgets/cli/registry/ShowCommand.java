package dev.widgets.cli.registry;

import dev.widgets.Widget;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.FormatMixin;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.Session;
import dev.widgets.cli.database.WidgetsCommand;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code widgets show}. */
@Command(
        name = "show",
        header = "Show a widget with its ports and peers.",
        footer = {"", "Examples:", "  widgets show W-1", "  widgets show W-1 -o json"})
public final class ShowCommand extends DatabaseCommand {

    @Parameters(index = "0", paramLabel = "SERIAL", description = "Serial number of the widget.")
    private String serialNumber = "";

    @Mixin
    private final FormatMixin output = new FormatMixin();

    public ShowCommand(WidgetsCommand root) {
        super(root);
    }

    @Override
    public Integer call() {
        try (Session session = reading(CommandLimits.OPERATION)) {
            Optional<Widget> widget = session.widgets().find(serialNumber);
            if (widget.isEmpty()) {
                throw CommandException.refused("No widget has the serial number \"" + serialNumber
                        + "\". List widgets with: widgets list");
            }
            output.format().print(WidgetsView.of(widget.get()), environment());
        }
        return ExitCode.DONE;
    }
}
