package dev.widgets.cli.embedded;

import dev.widgets.cli.connect.ServerConnection;
import dev.widgets.cli.console.BuildVersions;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.Failures;
import dev.widgets.cli.console.Notices;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Creates the files of the new major version in the folder of an upgrade, from the beginning. What
 * a killed attempt has left is stopped and deleted.
 */
final class UpgradeAttempt {

    static final String APPLICATION = "widgets upgrade-data";

    private static final String OTHER_SESSIONS = """
            select count(*)
            from pg_catalog.pg_stat_activity a
            where a.backend_type = 'client backend'
              and a.pid <> pg_catalog.pg_backend_pid()
              and a.application_name <> 'widgets upgrade-data'
            """;

    private final UpgradePlan plan;
    private final Notices notices;
    private final DataFolder work;
    private final ClusterFolder old;
    private final ClusterFolder fresh;
    private final PostgresTools oldTools;
    private final PostgresTools tools;

    UpgradeAttempt(UpgradePlan plan, BuildVersions versions, Notices notices) {
        this.plan = plan;
        this.notices = notices;
        DataFolder folder = plan.folder();
        Path programs = PostgresBinaries.place(folder.path(), versions);
        work = folder.upgrade();
        old = new ClusterFolder(folder, versions);
        fresh = new ClusterFolder(work, versions);
        oldTools = new PostgresTools(plan.programs().orElseThrow(), folder, ServerUse.KEPT);
        tools = new PostgresTools(programs, work, ServerUse.KEPT);
    }

    /** Creates the files, and marks them as complete when they are on disk. */
    void run(FolderUpgrade.Copy copy) throws IOException {
        stopOldServer();
        PostgresBinaries.unpack(plan.folder().path(), fresh.versions());
        prepare();
        boolean copied = false;
        try {
            copyAll(copy);
            mark(true);
            copied = true;
        } finally {
            if (!copied) {
                UpgradeMarker.deleteFolder(work);
            }
        }
    }

    /** Stops the server of a killed process, unless somebody else has connected to it. */
    private void stopOldServer() throws IOException {
        Optional<Integer> port = new RunningServer(old, oldTools).find(true);
        if (port.isEmpty()) {
            return;
        }
        long others = sessions(old.connection(port.get()));
        if (others > 0) {
            throw CommandException.refused("The PostgreSQL server of the data folder "
                    + plan.folder().path() + " is in use by programs that are connected to port "
                    + port.get() + ". End them, and repeat the command.");
        }
        oldTools.stop();
        notices.detail("Stopped PostgreSQL " + plan.major() + ", which was running.");
    }

    private static long sessions(ServerConnection server) throws IOException {
        try (Connection connection = server.dataSource(CommandLimits.BRIEF).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(OTHER_SESSIONS)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IOException(Failures.describe(e), e);
        }
    }

    private void prepare() throws IOException {
        work.create();
        mark(false);
        if (new RunningServer(fresh, tools).isThere()) {
            tools.stop("immediate");
        }
        Trees.delete(work.cluster());
    }

    private void mark(boolean isComplete) throws IOException {
        new UpgradeMarker(plan.major(), isComplete).write(work);
        notices.detail(
                isComplete ? "The new files are complete." : "Creating files in " + work.path());
    }

    /** Both servers are stopped at the end; a failure to stop one is a failure of the copy. */
    private void copyAll(FolderUpgrade.Copy copy) throws IOException {
        fresh.create(tools, old.password());
        try (UpgradeServer from = UpgradeServer.start(old, oldTools, notices);
                UpgradeServer to = UpgradeServer.start(fresh, tools, notices)) {
            copy.copy(from.connection(), to.connection());
        }
    }
}
