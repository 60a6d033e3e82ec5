package dev.widgets.cli.doctor;

import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.CommandProcess;
import dev.widgets.cli.fixture.DataFolderServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Findings about a primary and its standby. */
class FollowedServerTest {

    @TempDir
    private Path home;

    @Test
    void the_doctor_knows_a_standby_and_whether_commits_wait_for_it() throws Exception {
        try (DataFolderServer primary = DataFolderServer.healthy(home.resolve("primary"))) {
            CommandDatabase database = primary.database();
            try (DataFolderServer standby =
                    DataFolderServer.standby(home.resolve("standby"), primary, "follower")) {
                Examination.finds(
                        standby.database(),
                        "warning",
                        "This server is a standby: queries work, but every change fails with"
                                + " SQLSTATE 25006.",
                        "List all hosts in the URL: the primary among them is used.");
                Examination.findsNo(database, "replication");

                database.execute("alter system set synchronous_standby_names = 'follower'");
                database.execute("select pg_reload_conf()");
                CommandProcess.await(
                        "commits wait",
                        () -> database.query("select sync_state from pg_stat_replication")
                                .equals("sync"));
                Examination.finds(database, "ok", "Commits wait for a standby.");

                database.execute("alter database postgres set synchronous_commit = local");
                Examination.finds(
                        database,
                        "note",
                        "synchronous_commit is local: a failover may lose operations that were"
                                + " reported as done.",
                        "Set synchronous_commit = on.");
                Examination.finds(
                        database,
                        "warning",
                        "A setting is overridden for the database: synchronous_commit=local");
            }
            CommandProcess.await(
                    "the standby is gone",
                    () -> database.query("select count(*) from pg_stat_replication")
                            .equals("0"));
            Examination.finds(
                    database,
                    "danger",
                    "synchronous_standby_names is set, but no standby is connected: every commit"
                            + " waits.",
                    "Start the standby, or remove its name from the setting and reload.");
        }
    }
}
