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
            "Lists widgets ordered by serial number, compared character by character. If there are"
                    + " more than the limit, standard error shows the command for the next ones."
                    + " More than 1,000 widgets are read in several queries, so that any number of"
                    + " them takes little memory; changes by others meanwhile may show."
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
            description = "List only widgets after this serial number, which need not exist.")
    private @Nullable String after;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "List only widgets with exactly this name.")
    private @Nullable String name;

    @Option(
            names = "--free",
            paramLabel = "PORT",
            completionCandidates = PortLetters.class,
            description = "List only widgets with a free port of this type: P, Q or R.")
    private @Nullable String free;

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            description = "Maximum number of widgets to list (default: ${DEFAULT-VALUE}).")
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
        try (Session session = reading(CommandLimits.LONG);
                WidgetPages pages = new WidgetPages(session.dataSource(), query)) {
            boolean empty = !pages.hasNext();
            output.format().print(new WidgetsView(pages, false), environment());
            if (empty) {
                notices().say(after == null ? "No widgets found." : "No further widgets found.");
            }
            pages.command().ifPresent(next -> notices().say("There are more: " + next));
        }
        return ExitCode.DONE;
    }
}
