package dev.widgets.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.WidgetSchema;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.CommandProcess;
import dev.widgets.cli.fixture.DataFolderServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Findings about a server that runs short of log space, memory or transaction IDs. */
class StrainedServerTest {

    private static final String SETTINGS = """

            shared_buffers = 1MB
            min_wal_size = 32MB
            max_wal_size = 32MB
            wal_init_zero = off
            max_prepared_transactions = 1
            autovacuum_naptime = 1d
            """;

    private static DataFolderServer server;
    private static CommandDatabase database;

    @BeforeAll
    static void start(@TempDir Path home) throws IOException {
        server = DataFolderServer.healthy(home.resolve("widgets"), SETTINGS);
        database = server.database();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void a_registry_larger_than_the_buffers_is_a_warning() {
        database.execute("""
                insert into widgets_store.widgets
                select 'B' || i, '', 'PQR', '{null,null,null}' from generate_series(1, 40000) i;
                analyze widgets_store.widgets""");
        Examination.finds(
                database,
                "warning",
                "shared_buffers is 1 MB, but the registry occupies ",
                "Set shared_buffers to a quarter of the memory");
        database.execute("truncate widgets_store.widgets");
        Examination.finds(database, "note", "shared_buffers is 1 MB, the default of PostgreSQL");
    }

    @Test
    void a_slot_that_has_lost_what_it_waited_for_is_a_warning() {
        database.execute("alter system set max_slot_wal_keep_size = '32MB'");
        database.execute("select pg_reload_conf()");
        database.execute("select pg_create_physical_replication_slot('far_behind', true)");
        CommandProcess.await("the slot is given up", () -> {
            database.fillLog(4);
            database.execute("checkpoint");
            return database.query("select wal_status from pg_replication_slots").equals("lost");
        });
        try {
            Examination.finds(
                    database,
                    "warning",
                    "The replication slot far_behind has lost required log files",
                    "Rebuild the standby and drop the slot.");
        } finally {
            database.execute("select pg_drop_replication_slot('far_behind')");
        }
    }

    @Test
    void checkpoints_that_a_full_log_forces_are_a_warning() {
        forgetCheckpoints();
        writeLog(12);
        checkpoint(11);
        Examination.finds(
                database,
                "warning",
                "Most checkpoints are forced because the write-ahead log is full (",
                "Increase max_wal_size (now 32 MB) several times.");
        forgetCheckpoints();
        Examination.finds(database, "note", "max_wal_size is 32 MB", "Set it to 4 GB or more");
    }

    @Test
    void checkpoints_for_other_reasons_are_no_warning() {
        forgetCheckpoints();
        checkpoint(15);
        Examination.findsNo(database, "Most checkpoints are forced");
    }

    @Test
    void segments_that_are_filled_with_zeros_between_checkpoints_are_a_note() {
        database.execute("alter system set max_wal_size = '1GB'");
        database.execute("select pg_reload_conf()");
        try {
            forgetCheckpoints();
            writeLog(7);
            checkpoint(3);
            Examination.findsNo(database, "MB (min_wal_size) are always kept");
            database.execute("alter system set wal_init_zero = on");
            database.execute("select pg_reload_conf()");
            Examination.finds(
                    database,
                    "note",
                    " MB of log are written between checkpoints, but only 32 MB (min_wal_size)",
                    "Set wal_init_zero to off, or min_wal_size to half of max_wal_size, and reload.");
        } finally {
            database.execute("alter system reset max_wal_size");
            database.execute("alter system reset wal_init_zero");
            database.execute("select pg_reload_conf()");
        }
    }

    private static void forgetCheckpoints() {
        database.execute(
                "select pg_stat_reset_shared('checkpointer'), pg_stat_reset_shared('wal')");
    }

    private static void writeLog(int segments) {
        for (int i = 0; i < segments; i++) {
            database.query("select pg_logical_emit_message(false, 'test', repeat('x', 15900000))");
        }
    }

    private static void checkpoint(int times) {
        for (int i = 0; i < times; i++) {
            database.execute("checkpoint");
        }
    }

    @Test
    void a_prepared_transaction_that_nobody_ends_is_a_warning() {
        database.execute("begin; select from widgets_store.widgets for update;"
                + " prepare transaction 'forgotten'");
        try {
            Examination.finds(
                    database,
                    "warning",
                    "The prepared transaction forgotten is ",
                    "it holds its locks, even across restarts",
                    "commit prepared or rollback prepared");
            assertThat(Examination.of(database).out()).doesNotContain("forgotten");
        } finally {
            database.execute("rollback prepared 'forgotten'");
        }
    }

    /** The server computes the age; the test only sets the starting point back. */
    @Test
    void transaction_ids_are_a_warning_when_they_are_old_and_a_danger_before_they_run_out() {
        database.execute("create database aged template template0");
        CommandDatabase aged = server.database("aged");
        aged.execute(WidgetSchema.print());
        Examination.findsNo(aged, "The oldest transaction ID");
        age("datfrozenxid", 600_000_000);
        Examination.finds(
                aged,
                "warning",
                "The oldest transaction ID has an age of 600 million",
                "vacuum (freeze)");
        age("datfrozenxid", 1_600_000_000);
        Examination.finds(aged, "danger", "The oldest transaction ID has an age of 1600 million");
        age("datfrozenxid", 0);
        age("datminmxid", 700_000_000);
        Examination.finds(aged, "warning", "The oldest transaction ID has an age of 700 million");
    }

    private static void age(String column, long age) {
        String next = column.equals("datfrozenxid")
                ? "pg_current_xact_id()::text::bigint"
                : "(select next_multixact_id::text::bigint from pg_control_checkpoint())";
        database.execute("update pg_database set " + column + " = ((" + next + " - " + age
                + " + 4294967296) % 4294967296)::text::xid where datname = 'aged'");
    }
}
