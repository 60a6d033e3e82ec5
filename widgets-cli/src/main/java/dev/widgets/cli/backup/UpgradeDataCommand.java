package dev.widgets.cli.backup;

import dev.widgets.cli.connect.ServerConnection;
import dev.widgets.cli.console.BuildVersions;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.Quantity;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.DestinationSearch;
import dev.widgets.cli.database.WidgetsCommand;
import dev.widgets.cli.embedded.DataFolder;
import dev.widgets.cli.embedded.FolderUpgrade;
import dev.widgets.cli.embedded.UpgradePlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code widgets upgrade-data}. */
@Command(
        name = "upgrade-data",
        header = "Upgrade the data folder of an older embedded PostgreSQL.",
        description = {
            "",
            "A new version of widgets may bring a new major version of PostgreSQL, which cannot read"
                    + " the files of the old one. This command starts the old PostgreSQL, copies the"
                    + " registry to new files, compares all rows by checksum, and then replaces the"
                    + " old files, which are kept in the data folder under another name, such as"
                    + " postgresql-15. If the command is interrupted, repeat it.",
            "",
            "It copies the tables, partitions, optional indexes and history of the registry, and the"
                    + " roles that widgets roles creates under their default names. It does not"
                    + " copy other roles, your own tables or changed settings, but lists them. An"
                    + " older schema is upgraded first, as by every command.",
            "",
            "No other program may use the folder meanwhile. The new files need about as much disk space"
                    + " as the old ones. The old programs are usually in the data folder, where the"
                    + " old version of widgets has unpacked them."
        },
        footer = {
            "",
            "Examples:",
            "  widgets upgrade-data --dry-run",
            "  widgets upgrade-data --data-dir folder --from-bin /usr/lib/postgresql/15/bin"
        })
public final class UpgradeDataCommand extends DatabaseCommand {

    private static final int MOST_LISTED = 20;

    @Option(
            names = "--from-bin",
            paramLabel = "FOLDER",
            description = "Folder with pg_ctl and postgres of the old major version"
                    + " (default: those in the data folder).")
    private @Nullable Path bin;

    @Option(names = "--dry-run", description = "Print what would be done, and change nothing.")
    private boolean dryRun;

    public UpgradeDataCommand(WidgetsCommand root) {
        super(root);
    }

    @Override
    public Integer call() {
        new DestinationSearch(environment()).findNamed(options()).ifPresent(server -> {
            throw CommandException.usage("widgets upgrade-data works on the embedded PostgreSQL,"
                    + " but " + server.reason() + ". To upgrade a server, use its own programs.");
        });
        DataFolder folder = options()
                .dataFolder()
                .map(DataFolder::new)
                .orElseGet(() -> DataFolder.usual(environment()));
        FolderUpgrade upgrade = new FolderUpgrade(folder, Optional.ofNullable(bin), notices());
        if (dryRun) {
            environment().out().println(forecast(upgrade.plan()));
        } else {
            notices().say(outcome(upgrade.run(this::copy)));
        }
        return ExitCode.DONE;
    }

    private static String forecast(UpgradePlan plan) {
        String current = BuildVersions.read().postgresqlMajor();
        return switch (plan.task()) {
            case NOTHING -> has(plan) + " already; nothing would be done.";
            case SWITCH ->
                "The last step of an interrupted upgrade from PostgreSQL " + plan.major() + " to "
                        + current + " would be done.";
            case COPY ->
                "The data folder " + plan.folder().path() + " would be upgraded from PostgreSQL "
                        + plan.major() + " to " + current + ", with the programs in "
                        + plan.programs().orElseThrow() + ".\nThe old files would be kept in "
                        + plan.kept() + ".";
        };
    }

    private static String has(UpgradePlan plan) {
        return "The data folder " + plan.folder().path() + " has PostgreSQL "
                + BuildVersions.read().postgresqlMajor();
    }

    private static String outcome(UpgradePlan plan) {
        return plan.task() == UpgradePlan.Task.NOTHING
                ? has(plan) + " already."
                : has(plan) + " now. The old files are kept in " + plan.kept()
                        + "; delete them when you need them no longer.";
    }

    private void copy(ServerConnection from, ServerConnection to) {
        notices().say("Copying the registry ...");
        List<String> left = OtherContents.of(from);
        long widgets = new RegistryCopy(from, to, environment()).run();
        notices().say("Copied and compared " + Quantity.of(widgets, "widget") + ".");
        if (!left.isEmpty()) {
            int more = left.size() - MOST_LISTED;
            notices()
                    .say("Not copied, because it is not part of the registry: "
                            + String.join(", ", left.subList(0, Math.min(left.size(), MOST_LISTED)))
                            + (more > 0 ? " and " + more + " more" : "") + ".");
        }
    }
}
