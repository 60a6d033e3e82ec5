package dev.widgets.cli.registry;

import dev.widgets.DatabaseError;
import dev.widgets.FailedException;
import dev.widgets.WidgetAdministration.RelationSize;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.FormatMixin;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.Session;
import dev.widgets.cli.database.WidgetsCommand;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code widgets stats}. */
@Command(
        name = "stats",
        header = "Count the widgets and their free and taken ports.",
        description = {
            "",
            "Counts all widgets and ports, which takes seconds for ten million widgets, and shows their"
                    + " size on disk."
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
            output.format()
                    .print(new StatsView(session.widgets().count(), sizes(session)), environment());
        }
        return ExitCode.DONE;
    }

    /** Returns the sizes, or none if the user may not read them. */
    private List<RelationSize> sizes(Session session) {
        try {
            return session.administration().sizes();
        } catch (FailedException e) {
            if (DatabaseError.causeOf(e).filter(DatabaseError.FORBIDDEN::equals).isPresent()) {
                notices().say("The sizes on disk are visible only to the owner of the registry.");
                return List.of();
            }
            throw e;
        }
    }
}
