package dev.widgets.cli.registry;

import dev.widgets.DatabaseError;
import dev.widgets.RoleNames;
import dev.widgets.WidgetDistribution;
import dev.widgets.WidgetException;
import dev.widgets.WidgetHistory;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.Failures;
import dev.widgets.cli.console.Quantity;
import dev.widgets.cli.console.StatusLine;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.RolesMixin;
import dev.widgets.cli.database.Session;
import dev.widgets.cli.database.WidgetsCommand;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code widgets distribute}. */
@Command(
        name = "distribute",
        header = "Distribute the registry over the nodes of a Citus cluster.",
        description = {
            "",
            "Run it on the coordinator, in a database with the extension citus (13 or later) to"
                    + " which the workers were added, after widgets migrate. It copies the widgets"
                    + " and the idempotency keys to the workers in one transaction, and then sets up"
                    + " the roles like widgets roles. Meanwhile operations that write wait, and fail"
                    + " after their lock time limit (5 s by default): stop the services if there are"
                    + " many widgets, and always before --undo. The command is safe to repeat."
                    + " Requires a superuser.",
            "",
            "A distributed registry is for more widgets than one server can hold: on as many"
                    + " processor cores, one server is faster. The history and import do not work"
                    + " there."
        },
        footer = {
            "",
            "Examples:",
            "  widgets distribute --dry-run",
            "  widgets distribute --shards 8",
            "  widgets distribute --undo"
        })
public final class DistributeCommand extends DatabaseCommand {

    private static final int SHARDS_OF_A_WORKER = 2;
    private static final int MOST_SHARDS = 1_000;
    private static final long LONGEST_RECOVERY_MILLIS = 1_000;

    @Option(
            names = "--shards",
            paramLabel = "N",
            description = "Number of shards (default: two for each worker). A batch costs about two"
                    + " statements for each shard, so few are better; leave room for the workers"
                    + " that you will add.")
    private @Nullable Integer shards;

    @Option(names = "--undo", description = "Bring everything back into tables of the coordinator.")
    private boolean undo;

    @Option(names = "--dry-run", description = "Check the cluster and print what would be done.")
    private boolean dryRun;

    @Mixin
    private final RolesMixin roles = new RolesMixin();

    public DistributeCommand(WidgetsCommand root) {
        super(root);
    }

    @Override
    public Integer call() {
        if (shards != null && (undo || shards < 1 || shards > MOST_SHARDS)) {
            throw CommandException.usage(
                    undo
                            ? "--shards and --undo exclude each other."
                            : "--shards must be from 1 to " + MOST_SHARDS + ", but is " + shards
                                    + ".");
        }
        RoleNames names = roles.names();
        try (Session session = administering(CommandLimits.LONG)) {
            CitusCluster cluster = cluster(session);
            if (undo) {
                undo(session, cluster);
            } else {
                distribute(session, cluster, names);
            }
        } catch (SQLException e) {
            throw failure(e);
        }
        return ExitCode.DONE;
    }

    private static CitusCluster cluster(Session session) throws SQLException {
        session.schema().validate();
        try (Connection connection = session.dataSource().getConnection()) {
            return CitusCluster.read(connection);
        }
    }

    private void distribute(Session session, CitusCluster cluster, RoleNames names)
            throws SQLException {
        int count = shards(cluster);
        String what =
                Quantity.of(count, "shard") + " on " + Quantity.of(cluster.workers(), "worker");
        if (WidgetHistory.over(session.dataSource()).isOn()) {
            throw CommandException.failure(
                    "The history is on, which Citus does not support: turn it"
                            + " off with widgets history disable. Nothing was changed.");
        }
        if (dryRun) {
            notices()
                    .say(
                            cluster.isDistributed()
                                    ? "The registry has " + what
                                            + "; only missing parts and the roles would be set"
                                            + " up."
                                    : "Would copy " + cluster.megabytes() + " to " + what
                                            + ", and set up the roles.");
            return;
        }
        try (CopyProgress progress = CopyProgress.toWorkers(
                session.connection().dataSource(CommandLimits.OPERATION),
                cluster.bytes(),
                new StatusLine(environment()))) {
            if (!cluster.isDistributed()) {
                progress.start();
            }
            WidgetDistribution.over(session.dataSource()).distribute(count);
        }
        notices()
                .say((cluster.isDistributed()
                                ? "The registry was distributed already: "
                                : "The registry is distributed: ")
                        + what + ".");
        try {
            session.administration().createRoles(names);
        } catch (WidgetException e) {
            throw CommandException.unfinished(
                    "The tables are distributed; repeat the command to set up the roles.", e);
        }
        notices().say("The roles are set up on every node.");
        adviseRecovery(cluster);
    }

    /** Until then, a crash of a node between two commits shows one end of an association. */
    private void adviseRecovery(CitusCluster cluster) {
        if (cluster.recoveryMillis() < 0 || cluster.recoveryMillis() > LONGEST_RECOVERY_MILLIS) {
            notices()
                    .say("After the crash of a node, Citus completes transactions within "
                            + "citus.recover_2pc_interval, which is " + cluster.recoveryMillis()
                            + " ms. Shorten it on the coordinator: alter system set"
                            + " citus.recover_2pc_interval = '1s'; select pg_reload_conf();");
        }
    }

    private int shards(CitusCluster cluster) {
        if (!cluster.isDistributed()) {
            return shards == null ? SHARDS_OF_A_WORKER * cluster.workers() : shards;
        }
        if (shards != null && shards != cluster.shards()) {
            throw CommandException.failure("The registry has "
                    + Quantity.of(cluster.shards(), "shard")
                    + " already. To change the number, call alter_distributed_table(), or undo the"
                    + " distribution first. Nothing was changed.");
        }
        return cluster.shards();
    }

    private void undo(Session session, CitusCluster cluster) throws SQLException {
        if (dryRun) {
            notices()
                    .say(
                            cluster.isDistributed()
                                    ? "Would copy " + cluster.megabytes() + " to the coordinator."
                                    : "The registry is not distributed.");
            return;
        }
        try (CopyProgress progress = CopyProgress.toCoordinator(
                session.connection().dataSource(CommandLimits.OPERATION),
                cluster.bytes(),
                new StatusLine(environment()))) {
            if (cluster.isDistributed()) {
                progress.start();
            }
            WidgetDistribution.over(session.dataSource()).undo();
        }
        notices()
                .say(
                        cluster.isDistributed()
                                ? "The registry is on the coordinator again. Run widgets roles."
                                : "The registry is not distributed.");
    }

    private static CommandException failure(SQLException e) {
        DatabaseError kind = DatabaseError.of(e);
        String message = Failures.describe(e).replaceFirst("\\.?$", ".");
        if (kind.isUnreachable()) {
            return CommandException.unreachable(message + " Repeat the command.", e);
        }
        return CommandException.failure(message
                + switch (kind) {
                    case LOCK_TIMEOUT ->
                        " Operations hold the table: stop the services, then repeat the"
                                + " command.";
                    case FORBIDDEN -> " Connect as a superuser.";
                    default -> " Repeat the command, which continues where it stopped.";
                });
    }
}
