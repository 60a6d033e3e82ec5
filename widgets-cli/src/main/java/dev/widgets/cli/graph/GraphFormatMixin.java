package dev.widgets.cli.graph;

import dev.widgets.cli.console.CliEnvironment;
import picocli.CommandLine.Option;

/** The option of the commands that print a graph. */
public final class GraphFormatMixin {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description =
                    "Format of the result: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private GraphFormat format = GraphFormat.text;

    void print(GraphView view, CliEnvironment environment) {
        environment.out().print(view.render(format));
        environment.out().flush();
    }
}
