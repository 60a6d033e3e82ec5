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
    void a_pid_file_whose_number_another_program_has_got_is_ignored() throws IOException {
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
    void a_folder_that_is_used_from_where_its_server_cannot_be_seen_is_left_alone()
            throws IOException {
        PreparedFolder.filled(folder);
        try (FolderLocks locks = FolderLocks.open(folder)) {
            locks.enter();
            CommandProcess.run(home, "show", "W1")
                    .shows(
                            4,
                            "",
                            "widgets: The embedded PostgreSQL in " + folder
                                    + " cannot be used: another process uses it, whose server is not to be"
                                    + " seen from here. End that process, on whichever machine or in whichever"
                                    + " container it is.\n");
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
                                + " was made by PostgreSQL 17, whose files PostgreSQL 18 cannot read. Start it"
                                + " once more with the widgets that made it and save the widgets (pg_dump of"
                                + " PostgreSQL 17), then move the folder away; or choose another with"
                                + " --data-dir.\n");
    }

    @Test
    void a_folder_that_cannot_be_made_is_said() {
        new Terminal()
                .run("list", "--data-dir", "/proc/widgets")
                .shows(
                        4,
                        "",
                        "widgets: The embedded PostgreSQL in /proc/widgets cannot be used: there is no"
                                + " /proc/widgets.\n");
    }
}
