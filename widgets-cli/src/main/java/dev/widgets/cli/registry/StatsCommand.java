package dev.widgets.cli.registry;

import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.FormatMixin;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.Session;
import dev.widgets.cli.database.WidgetsCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code widgets stats}. */
@Command(
        name = "stats",
        header = "Count the widgets and their free and taken ports.",
        description = {
            "",
            "Counts widgets and ports by reading them all (seconds for ten million), and says how much room"
                    + " they take on disk."
        },
        footer = {"", "Examples:", "  widgets stats", "  widgets stats -o json"})
public final class StatsCommand extends DatabaseCommand {

    @Mixin
    private final FormatMixin output = new FormatMixin();

    public StatsCommand(WidgetsCommand root) {
        super(root);
    }

    @Override
    public Integer call() {
        try (Session session = reading(CommandLimits.LONG)) {
            StatsView view = new StatsView(
                    session.widgets().count(), session.administration().sizes());
            output.format().print(view, environment());
        }
        return ExitCode.DONE;
    }
}
