package dev.widgets.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.CommandProcess;
import dev.widgets.cli.fixture.PreparedFolder;
import dev.widgets.cli.fixture.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import org.junit.jupiter.api.Test;

/** Data folders that are not as they should be. */
class EmbeddedFolderTest extends EmbeddedTest {

    @Test
    void a_pid_file_with_the_number_of_another_program_is_ignored() throws IOException {
        PreparedFolder.filled(folder);
        Files.writeString(
                folder.resolve("postgresql/postmaster.pid"),
                ProcessHandle.current().pid() + "\n");
        CommandProcess.run(home, "show", "W1").shows(0, W1, "");
    }

    @Test
    void a_server_of_another_folder_is_neither_used_nor_stopped() throws Exception {
        CommandDatabase other = CommandDatabase.create();
        PreparedFolder.filled(folder);
        long pid;
        try (Connection session = other.dataSource().getConnection();
                var row = session.createStatement()
                        .executeQuery(
                                "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)")) {
            row.next();
            pid = row.getLong(1);
        }
        Files.writeString(folder.resolve("postgresql/postmaster.pid"), pid + "\n");

        CommandProcess.run(home, "show", "W1")
                .shows(
                        4,
                        "",
                        "widgets: The embedded PostgreSQL in " + folder
                                + " cannot be used: its postmaster.pid names process " + pid
                                + ", a PostgreSQL of another folder. If the folder was moved, end that"
                                + " process.\n");
        assertThat(ProcessHandle.of(pid).orElseThrow().isAlive()).isTrue();
    }

    @Test
    void a_folder_in_use_by_another_machine_or_container_is_not_touched() throws IOException {
        PreparedFolder.filled(folder);
        try (FolderLocks locks = FolderLocks.open(folder)) {
            locks.enter();
            CommandProcess.run(home, "show", "W1")
                    .shows(
                            4,
                            "",
                            "widgets: The embedded PostgreSQL in " + folder
                                    + " cannot be used: a process on another machine or in another container"
                                    + " uses it. End that process first.\n");
        }
    }

    @Test
    void a_folder_of_another_major_version_is_refused_with_the_remedy() throws IOException {
        PreparedFolder.filled(folder);
        Files.writeString(folder.resolve("postgresql/PG_VERSION"), "17\n");
        new Terminal()
                .with("XDG_DATA_HOME", home.resolve("data").toString())
                .run("add", "W2", "pump", "P")
                .shows(
                        4,
                        "",
                        "widgets: The data folder " + folder
                                + " belongs to PostgreSQL 17, but this version of widgets needs PostgreSQL"
                                + " 18. Upgrade it with: widgets upgrade-data --data-dir " + folder
                                + "\n");
    }

    @Test
    void a_folder_that_cannot_be_created_is_reported() {
        new Terminal()
                .run("list", "--data-dir", "/proc/widgets")
                .shows(
                        4,
                        "",
                        "widgets: The embedded PostgreSQL in /proc/widgets cannot be used: "
                                + "/proc/widgets does not exist.\n");
    }
}
