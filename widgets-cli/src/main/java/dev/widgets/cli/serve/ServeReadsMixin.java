package dev.widgets.cli.serve;

import dev.widgets.cli.console.CommandException;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What may be read, and how much of it. */
final class ServeReadsMixin {

    @Option(
            names = "--max-rows",
            paramLabel = "NUMBER",
            description = "Maximum number of rows in a response, whatever the limit of the request;"
                    + " 0 is no maximum (default: ${DEFAULT-VALUE}).")
    private int maxRows = 1_000;

    @Option(
            names = "--scan-connections",
            paramLabel = "NUMBER",
            description =
                    "Database connections for requests that may read the whole table and"
                            + " for searches in the graph, in addition to the pool (default: ${DEFAULT-VALUE}).")
    private int scanConnections = 2;

    @Option(
            names = "--scan-timeout",
            paramLabel = "TIME",
            description = "Time limit of a request that may read the whole table, or of a search in"
                    + " the graph (default: 30s).")
    private Duration scanTimeout = Duration.ofSeconds(30);

    @Option(
            names = "--scan-share",
            paramLabel = "PERCENT",
            description =
                    "Percentage of the time in which requests that read the whole table may work, all"
                            + " together, while other requests are in progress; they pause for the"
                            + " rest. 100 means no limit (default: ${DEFAULT-VALUE}).")
    private int scanShare = 10;

    @Option(
            names = "--read-only",
            description = "Serve reads only, as on a standby. If the URL names several hosts, a"
                    + " standby among them is preferred to the primary.")
    private boolean readOnly;

    ServeOptions.Reads reads() {
        ServeLimitsMixin.check("--max-rows", maxRows, 0, 1_000_000);
        ServeLimitsMixin.check("--scan-connections", scanConnections, 1, 100);
        if (scanTimeout.toMillis() < 10 || scanTimeout.compareTo(Duration.ofHours(1)) > 0) {
            throw CommandException.usage("--scan-timeout must be between 10ms and 1h.");
        }
        ServeLimitsMixin.check("--scan-share", scanShare, 1, 100);
        return new ServeOptions.Reads(
                readOnly,
                maxRows,
                new ServeOptions.ScanLimits(scanConnections, scanTimeout, scanShare));
    }
}
