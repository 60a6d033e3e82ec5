package dev.widgets.cli.registry;

import dev.widgets.WidgetPartitions;
import dev.widgets.WidgetPartitions.Layout;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.ProgressLine;
import dev.widgets.cli.console.Quantity;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.Session;
import dev.widgets.cli.database.WidgetsCommand;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code widgets partition}. */
@Command(
        name = "partition",
        header = "Divide the table of widgets into hash partitions on the same server.",
        description = {
            "",
            "Partitions pay from about 100 million widgets on: each is vacuumed on its own and has"
                    + " a smaller index. Operations cost a little more; sql/README.md has the"
                    + " details. The number of partitions cannot be changed later.",
            "",
            "An empty table is divided at once. Otherwise, stop the services first: the widgets are"
                    + " copied, and until that is finished no operation is possible. The copy needs"
                    + " as much free disk space as the table occupies. If it is interrupted,"
                    + " repeat the command to continue, or use --cancel to return to the old"
                    + " table. Requires the owner of the registry."
        },
        footer = {
            "",
            "Examples:",
            "  widgets partition --dry-run",
            "  widgets partition --parts 16",
            "  widgets partition --cancel"
        })
public final class PartitionCommand extends DatabaseCommand {

    private static final double MEGABYTE = 1024.0 * 1024.0;

    @Option(
            names = "--parts",
            paramLabel = "NUMBER",
            description = "Number of partitions, from 2 to 1024 (default: ${DEFAULT-VALUE}).")
    private int parts = 16;

    @Option(names = "--dry-run", description = "Print what would be done, and change nothing.")
    private boolean dryRun;

    @Option(
            names = "--cancel",
            description = "Remove what an interrupted run has copied and use the old table again.")
    private boolean cancel;

    public PartitionCommand(WidgetsCommand root) {
        super(root);
    }

    @Override
    public Integer call() {
        if (cancel && dryRun) {
            throw CommandException.usage("Use either --cancel or --dry-run.");
        }
        if (parts < 2 || parts > WidgetPartitions.MOST_PARTS) {
            throw CommandException.usage("The number of partitions must be from 2 to "
                    + WidgetPartitions.MOST_PARTS + ", not " + parts + ".");
        }
        if (dryRun) {
            try (Session session = reading(CommandLimits.OPERATION)) {
                environment()
                        .out()
                        .println(forecast(
                                WidgetPartitions.over(session.dataSource()).layout()));
            }
            return ExitCode.DONE;
        }
        try (Session session = writing(CommandLimits.LONG)) {
            WidgetPartitions partitions = WidgetPartitions.over(session.dataSource());
            notices().say(cancel ? cancel(partitions) : partition(partitions));
        }
        return ExitCode.DONE;
    }

    private String forecast(Layout layout) {
        String size = "about " + Quantity.of(layout.widgets(), "widget") + " ("
                + String.format(Locale.ROOT, "%,.0f MB", layout.bytes() / MEGABYTE) + ")";
        return switch (layout.state()) {
            case PARTITIONED ->
                "The table of widgets has " + layout.parts()
                        + " partitions already; nothing would be done.";
            case COPYING ->
                "An interrupted copy of " + size + " into " + layout.parts()
                        + " partitions would be continued.";
            case WHOLE ->
                layout.isEmpty()
                        ? "The empty table of widgets would be divided into " + parts
                                + " partitions in one transaction."
                        : "A table of " + size + " would be copied into " + parts
                                + " partitions. Stop the services before, and have this much disk"
                                + " space free.";
        };
    }

    private static String cancel(WidgetPartitions partitions) {
        return partitions.cancel()
                ? "The copy is removed; the table of widgets is in use as before."
                : "No interrupted run was found; there was nothing to cancel.";
    }

    private String partition(WidgetPartitions partitions) {
        boolean divided;
        try (Progress progress = new Progress()) {
            divided = partitions.partition(parts, progress);
        }
        return divided
                ? "The table of widgets has " + parts + " partitions now."
                : "The table of widgets has " + parts + " partitions already.";
    }

    /** Shows how much is copied, with the rate and the time left. */
    private final class Progress implements WidgetPartitions.ProgressListener, AutoCloseable {

        private @Nullable ProgressLine line;

        @Override
        public void progress(long copied, long total) {
            if (line == null) {
                line = new ProgressLine(environment(), "Copying", "widgets", copied, total);
            }
            line.show(copied, total);
        }

        @Override
        public void close() {
            if (line != null) {
                line.close();
            }
        }
    }
}
