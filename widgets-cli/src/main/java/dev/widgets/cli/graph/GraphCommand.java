package dev.widgets.cli.graph;

import dev.widgets.Drawing;
import dev.widgets.Port;
import dev.widgets.WidgetTopology;
import dev.widgets.WidgetTopology.Neighbour;
import dev.widgets.WidgetTopology.Neighbourhood;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.Session;
import dev.widgets.cli.database.WidgetsCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code widgets graph}. */
@Command(
        name = "graph",
        header = "Show the widgets around a widget.",
        description = {
            "",
            "Shows a widget, its peers, their peers and so on, as a tree with the ports of each widget."
                    + " A widget in parentheses is shown with its ports elsewhere in the tree; three dots"
                    + " follow a widget whose ports are not shown."
        },
        footer = {
            "",
            "Examples:",
            "  widgets graph W-1",
            "  widgets graph W-1 --hops 3 -o svg >W-1.svg",
            "  widgets graph W-1 --hops 5 -o dot | dot -Tpdf >W-1.pdf"
        })
public final class GraphCommand extends DatabaseCommand {

    @Parameters(
            index = "0",
            paramLabel = "SERIAL",
            description = "Serial number of the widget in the middle.")
    private String serialNumber = "";

    @Option(
            names = "--hops",
            paramLabel = "NUMBER",
            description =
                    "Number of associations between the widget and the farthest ones (default: ${DEFAULT-VALUE}).")
    private int hops = 2;

    @Option(
            names = "--most",
            paramLabel = "NUMBER",
            description =
                    "Maximum number of widgets; the nearest ones are shown (default: ${DEFAULT-VALUE}).")
    private int most = WidgetTopology.NEIGHBOURHOOD_LIMIT;

    @Mixin
    private final GraphFormatMixin output = new GraphFormatMixin();

    public GraphCommand(WidgetsCommand root) {
        super(root);
    }

    @Override
    public Integer call() {
        try (Session session = reading(CommandLimits.OPERATION)) {
            Neighbourhood neighbourhood =
                    session.topology().neighbourhood(serialNumber, hops, most);
            GraphView view = new GraphView(
                    NeighbourhoodTree.of(neighbourhood),
                    Drawing.of(neighbourhood),
                    rows(neighbourhood));
            output.print(view, environment());
            if (isCutOff(neighbourhood)) {
                notices()
                        .say("There are more widgets within " + hops + " hops: the limit is " + most
                                + ". Raise it with --most.");
            }
        }
        return ExitCode.DONE;
    }

    /** Each association once, in the order in which its first widget was found. */
    private static List<List<String>> rows(Neighbourhood neighbourhood) {
        Map<String, Integer> places = new LinkedHashMap<>();
        neighbourhood
                .neighbours()
                .forEach(one -> places.put(one.widget().serialNumber(), places.size()));
        List<List<String>> rows = new ArrayList<>();
        for (Neighbour neighbour : neighbourhood.neighbours()) {
            String serialNumber = neighbour.widget().serialNumber();
            for (Port port : neighbour.widget().ports()) {
                port.peer()
                        .filter(peer -> places.getOrDefault(peer, -1)
                                > places.getOrDefault(serialNumber, 0))
                        .ifPresent(peer ->
                                rows.add(List.of(serialNumber, peer, port.type().name())));
            }
        }
        return rows;
    }

    private boolean isCutOff(Neighbourhood neighbourhood) {
        return neighbourhood.neighbours().size() == most
                && neighbourhood.neighbours().stream()
                        .anyMatch(one -> one.more() && one.hops() < hops);
    }
}
