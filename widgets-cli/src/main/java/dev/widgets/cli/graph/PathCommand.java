package dev.widgets.cli.graph;

import dev.widgets.Drawing;
import dev.widgets.WidgetTopology;
import dev.widgets.WidgetTopology.Path;
import dev.widgets.WidgetTopology.PathResult;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.TerminalText;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.Session;
import dev.widgets.cli.database.WidgetsCommand;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code widgets path}. */
@Command(
        name = "path",
        header = "Show a shortest path between two widgets.",
        description = {
            "",
            "Shows the widgets on a shortest path from one widget to another, and the port type of each"
                    + " association on it. The exit code is 3 if there is no path, and 1 if the search"
                    + " reached its limit before it found one."
        },
        footer = {
            "",
            "Examples:",
            "  widgets path W-1 W-9",
            "  widgets path W-1 W-9 --most 1000000 -o json"
        })
public final class PathCommand extends DatabaseCommand {

    @Parameters(
            index = "0",
            paramLabel = "SERIAL",
            description = "Serial number of the widget at the start.")
    private String serialNumber = "";

    @Parameters(
            index = "1",
            paramLabel = "PEER",
            description = "Serial number of the widget at the end.")
    private String peerSerialNumber = "";

    @Option(
            names = "--most",
            paramLabel = "NUMBER",
            description =
                    "Maximum number of widgets that the search visits (default: ${DEFAULT-VALUE}).")
    private int most = WidgetTopology.SEARCH_LIMIT;

    @Mixin
    private final GraphFormatMixin output = new GraphFormatMixin();

    public PathCommand(WidgetsCommand root) {
        super(root);
    }

    @Override
    public Integer call() {
        try (Session session = reading(CommandLimits.LONG)) {
            Path path = session.topology().path(serialNumber, peerSerialNumber, most);
            if (path.result() == PathResult.NOT_CONNECTED) {
                throw CommandException.refused(
                        "There is no path between the widgets: they are in different components.");
            }
            if (path.result() == PathResult.LIMIT_REACHED) {
                throw CommandException.failure("No path was found among the first " + path.visited()
                        + " widgets. Search farther with --most.");
            }
            output.print(new GraphView(text(path), Drawing.of(path), rows(path)), environment());
        }
        return ExitCode.DONE;
    }

    private static String text(Path path) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < path.serialNumbers().size(); i++) {
            text.append(i == 0 ? "" : "\u2502 " + path.ports().get(i - 1) + "\n")
                    .append(TerminalText.of(path.serialNumbers().get(i)))
                    .append('\n');
        }
        return text.toString();
    }

    private static List<List<String>> rows(Path path) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < path.ports().size(); i++) {
            rows.add(List.of(
                    path.serialNumbers().get(i),
                    path.serialNumbers().get(i + 1),
                    path.ports().get(i).name()));
        }
        return rows;
    }
}
