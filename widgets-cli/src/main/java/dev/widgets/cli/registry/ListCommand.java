package dev.widgets.cli.registry;

import dev.widgets.PortType;
import dev.widgets.WidgetQuery;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.FormatMixin;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.Session;
import dev.widgets.cli.database.WidgetsCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code widgets list}. */
@Command(
        name = "list",
        header = "List widgets in the order of their serial numbers.",
        description = {
            "",
            "Lists widgets ordered by serial number, compared character by character. A widget is"
                    + " listed if it fulfils all conditions; serial numbers that do not exist are"
                    + " left out. Serial numbers, --prefix and --peer are found at once in a registry"
                    + " of any size. Other conditions scan the table until the limit is reached,"
                    + " unless widgets index has added an index.",
            "",
            "If there are more than the limit, standard error shows the command for the next ones."
                    + " More than 1,000 widgets are read in several queries, so that any number of"
                    + " them takes little memory; changes by others meanwhile may show."
        },
        footer = {
            "",
            "Examples:",
            "  widgets list",
            "  widgets list W-1 W-2 W-3",
            "  widgets list --prefix W-1 --descending",
            "  widgets list --peer W-1 --port P       # associated with W-1 through P",
            "  widgets list --name \"Copper valve\" --free P",
            "  widgets list --after W-100 --limit 1000 -o csv"
        })
public final class ListCommand extends DatabaseCommand {

    @Parameters(
            arity = "0..*",
            paramLabel = "SERIAL",
            description = "List only the widgets with these serial numbers.")
    private List<String> serialNumbers = new ArrayList<>();

    @Option(
            names = "--after",
            paramLabel = "SERIAL",
            description = "List only widgets after this serial number, which need not exist.")
    private @Nullable String after;

    @Option(
            names = "--descending",
            description = "List the highest serial number first; --after then means before it.")
    private boolean descending;

    @Option(
            names = "--prefix",
            paramLabel = "TEXT",
            description = "List only widgets whose serial number begins with this text.")
    private @Nullable String prefix;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "List only widgets with exactly this name.")
    private @Nullable String name;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            completionCandidates = PortLetters.class,
            description = "List only widgets with a port of this type, free or taken; with --peer,"
                    + " the port that leads to the peer.")
    private @Nullable String port;

    @Option(
            names = "--free",
            paramLabel = "PORT",
            completionCandidates = PortLetters.class,
            description = "List only widgets with a free port of this type: P, Q or R.")
    private @Nullable String free;

    @Option(
            names = "--peer",
            paramLabel = "SERIAL",
            description = "List only widgets that are associated with the widget of this serial"
                    + " number.")
    private @Nullable String peer;

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
        WidgetQuery.Filter filter = new WidgetQuery.Filter(
                serialNumbers.isEmpty() ? Optional.empty() : Optional.of(serialNumbers),
                Optional.ofNullable(prefix),
                Optional.ofNullable(name),
                Optional.ofNullable(port).map(PortType::parse),
                Optional.ofNullable(free).map(PortType::parse),
                Optional.ofNullable(peer));
        WidgetQuery query = new WidgetQuery(limit, descending, Optional.ofNullable(after), filter);
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
