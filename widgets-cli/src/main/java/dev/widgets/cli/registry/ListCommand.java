package dev.widgets.cli.registry;

import dev.widgets.PortType;
import dev.widgets.WidgetQuery;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.FormatMixin;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.Session;
import dev.widgets.cli.database.WidgetsCommand;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code widgets list}. */
@Command(
        name = "list",
        header = "List widgets in the order of their serial numbers.",
        description = {
            "",
            "Lists widgets by serial number, compared character by character, a page at a time; says on"
                    + " standard error how to get the next page if there is one."
        },
        footer = {
            "",
            "Examples:",
            "  widgets list",
            "  widgets list --name \"Copper valve\" --free P",
            "  widgets list --after W-100 --limit 1000 -o csv"
        })
public final class ListCommand extends DatabaseCommand {

    @Option(
            names = "--after",
            paramLabel = "SERIAL",
            description = "Only widgets after this serial number; it need not exist.")
    private @Nullable String after;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Only widgets of exactly this name.")
    private @Nullable String name;

    @Option(
            names = "--free",
            paramLabel = "PORT",
            description = "Only widgets with a free port of this type: P, Q or R.")
    private @Nullable String free;

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            description = "The most widgets to list (${DEFAULT-VALUE} if not given).")
    private int limit = 100;

    @Mixin
    private final FormatMixin output = new FormatMixin();

    public ListCommand(WidgetsCommand root) {
        super(root);
    }

    @Override
    public Integer call() {
        WidgetQuery query = new WidgetQuery(
                limit,
                Optional.ofNullable(after),
                Optional.ofNullable(name),
                Optional.ofNullable(free).map(PortType::parse));
        try (Session session = reading(CommandLimits.LONG)) {
            WidgetPage page = WidgetPage.read(session.widgets(), query);
            output.format().print(new WidgetsView(page.widgets(), false), environment());
            if (page.widgets().isEmpty()) {
                notices().say("There is no such widget.");
            }
            page.next().ifPresent(next -> notices().say("There are more: " + next));
        }
        return ExitCode.DONE;
    }
}
