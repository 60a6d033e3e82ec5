package dev.widgets.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.DataFolderServer;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Findings about a server with unsafe settings. */
class CarelessServerTest {

    private static final String SETTINGS = """

            autovacuum = off
            track_counts = off
            default_transaction_isolation = 'serializable'
            synchronous_standby_names = 'nobody'
            zero_damaged_pages = on
            ignore_checksum_failure = on
            max_connections = 8
            superuser_reserved_connections = 1
            reserved_connections = 0
            """;

    @TempDir
    private Path home;

    @Test
    void the_doctor_names_every_danger() throws Exception {
        try (DataFolderServer server =
                        DataFolderServer.careless(home.resolve("widgets"), SETTINGS);
                var one = server.database().dataSource().getConnection();
                var two = server.database().dataSource().getConnection();
                var three = server.database().dataSource().getConnection();
                var four = server.database().dataSource().getConnection();
                var five = server.database().dataSource().getConnection();
                var six = server.database().dataSource().getConnection()) {
            assertThat(List.of(one, two, three, four, five, six)).hasSize(6);

            Screen screen = Terminal.on(server.database()).run("doctor");

            assertThat(screen.exitCode()).isEqualTo(3);
            assertThat(screen.out().replaceAll("\\s+", " "))
                    .contains("danger settings fsync is off")
                    .contains("danger settings full_page_writes is off")
                    .contains("danger settings synchronous_commit is off")
                    .contains("danger settings zero_damaged_pages is on")
                    .contains("danger settings ignore_checksum_failure is on")
                    .contains("danger settings autovacuum is off")
                    .contains("danger settings track_counts is off")
                    .contains("warning settings default_transaction_isolation is serializable")
                    .contains("danger replication synchronous_standby_names is set, but no standby")
                    .contains("note roles Missing roles: widgets_owner, web_anon, widgets_app,"
                            + " authenticator")
                    .contains("warning sessions 7 of 8 connections are in use");
        }
    }

    @Test
    void a_slot_that_holds_a_gigabyte_of_the_log_back_is_a_danger() throws Exception {
        try (DataFolderServer server =
                DataFolderServer.careless(home.resolve("widgets"), "\nwal_init_zero = off\n")) {
            CommandDatabase database = server.database();
            database.execute("select pg_create_physical_replication_slot('far_behind', true)");
            database.fillLog(66);
            Examination.finds(
                    database,
                    "danger",
                    "The replication slot far_behind is inactive and retains 10",
                    "MB of the write-ahead log, which grows until the disk is full.",
                    "set max_slot_wal_keep_size");
        }
    }
}
