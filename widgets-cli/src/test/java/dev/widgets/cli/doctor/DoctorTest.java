package dev.widgets.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DoctorTest extends ExaminedTest {

    @Test
    void a_healthy_installation_has_nothing_above_a_note() {
        Screen screen = examine("--strict");
        screen.shows(0, """
                        ok        server      PostgreSQL 18.6, encoding UTF8.
                        ok        schema      The schema has release 2, and its migration history matches this version.
                        ok        schema      All 36 functions and 3 views match the release.
                        ok        schema      Tables, constraints and types match the release.
                        ok        grants      All objects have one owner, and all grants match the release.
                        ok        roles       web_anon may call the functions of the API, and nothing else (tested).
                        ok        roles       widgets_app may call the functions of the API, send batches and read its
                                              views, and nothing else (tested).
                        ok        roles       authenticator may switch to web_anon and act for it, and nothing else
                                              (tested).
                        ok        table       About 0 widgets, 0 dead row versions; no updates yet.
                        ok        history     The history is off.
                        ok        settings    Committed operations are durable: fsync, full_page_writes and
                                              synchronous_commit are on.
                        note      settings    idle_in_transaction_session_timeout is 0: a client that hangs in a transaction
                                              holds its locks forever.
                                              Set it to 60s.
                        note      settings    shared_buffers is 128 MB, the default of PostgreSQL. This is enough for the
                                              current registry, but not for millions of widgets.
                                              See examples/postgresql.conf for the settings of a large registry.
                        note      settings    max_wal_size is 1024 MB: under a steady load, checkpoints are frequent.
                                              Set it to 4 GB or more if the disk has enough space.
                        ok        sessions    1 of 100 connections are in use.
                        ok        pooler      The connection is direct, without a connection pooler.
                        ok        clock       The clocks of this machine and the server agree.
                        """, database.line() + "Found: 3 notes.\n");
        assertThat(database.query("select count(*) from widgets.widgets")).isEqualTo("0");
    }

    @Test
    void json_and_csv_hold_the_same() {
        assertThat(examine("-o", "json").out())
                .startsWith("[\n{\"severity\":\"ok\",\"area\":\"server\",\"reason\":\"PostgreSQL"
                        + " 18.6, encoding UTF8.\",\"remedy\":\"\"},\n");
        assertThat(examine("-o", "csv").out()).startsWith("""
                        severity,area,reason,remedy
                        ok,server,"PostgreSQL 18.6, encoding UTF8.",
                        """.replace("\n", "\r\n"));
    }

    @Test
    void roles_under_other_names_are_found_by_these() {
        Screen screen = examine("--application", "somebody");
        assertThat(screen.out().replaceAll("\\s+", " "))
                .contains("somebody may not execute widgets.add_widget")
                .contains("; 13 more privileges are missing.");
        assertThat(screen.out().replaceAll("\\s+", " "))
                .containsPattern("widgets_app was granted \\w+ on .* and 15 more privileges\\.");
        assertThat(screen.out().lines().filter(line -> line.startsWith("warning")))
                .hasSize(2);
        assertThat(examine("--application", "no_such_one").out())
                .contains("Missing roles: no_such_one");
    }

    @Test
    void a_setting_of_a_role_or_of_the_database_is_found() {
        database.execute("alter database postgres" + " set synchronous_commit = off");
        assertFound("danger", "synchronous_commit is off");
        database.execute(
                "alter database postgres reset all; alter role somebody set synchronous_commit ="
                        + " off");
        try {
            assertFound("warning", "A setting is overridden for somebody: synchronous_commit=off");
        } finally {
            database.execute("alter role somebody reset all");
        }
    }

    @Test
    void a_read_only_database_is_a_warning() {
        database.execute("alter database postgres" + " set default_transaction_read_only = on");
        try {
            assertFound("warning", "Transactions are read-only");
        } finally {
            database.execute("begin read write; alter database postgres reset all; commit");
        }
    }

    @Test
    void a_transaction_that_is_held_open_is_a_warning() throws SQLException {
        try (Connection idle = database.dataSource().getConnection()) {
            idle.setAutoCommit(false);
            idle.createStatement().execute("select from widgets_store.widgets for update");
            Screen screen = examine("--transaction-seconds", "0", "--strict");
            assertThat(screen.out().replaceAll("\\s+", " "))
                    .containsPattern(
                            "has had an open transaction for \\d+ s \\(idle in transaction\\)")
                    .contains("pg_terminate_backend(");
            assertThat(screen.exitCode()).isEqualTo(3);
            assertThat(examine("--strict").exitCode()).isZero();
        }
    }

    @Test
    void a_slot_that_nobody_uses_is_a_warning() {
        database.execute("select pg_create_physical_replication_slot('left_behind', true)");
        try {
            assertFound("warning", "The replication slot left_behind is inactive");
        } finally {
            database.execute("select pg_drop_replication_slot('left_behind')");
        }
    }

    @Test
    void a_table_without_room_in_its_pages_and_without_vacuum_is_found() {
        database.execute("alter table widgets_store.widgets reset (fillfactor)");
        assertFound("warning", "no free space in its pages");
        database.execute("alter table widgets_store.widgets set (autovacuum_enabled = false)");
        assertFound("danger", "Autovacuum is off for the table");
    }

    @Test
    void dead_versions_and_updates_of_the_index_are_warnings() {
        database.execute("""
                alter table widgets_store.widgets set (autovacuum_enabled = false);
                insert into widgets_store.widgets
                select i::text, '', 'P', '{null}' from generate_series(1, 20000) i""");
        database.execute(
                "update widgets_store.widgets set name = 'new'; select pg_stat_force_next_flush()");
        Screen screen = examine("-o", "csv");
        assertThat(screen.out())
                .contains("dead row versions and")
                .contains("% of the updates" + " are HOT");
    }

    @Test
    void a_user_without_rights_is_told_what_it_may_not_see() {
        Screen screen = new Terminal()
                .with("PGPASSWORD", "x")
                .run("doctor", "--url", database.connection().url() + "?user=intern");
        assertThat(screen.exitCode()).as(screen.toString()).isZero();
        assertThat(screen.out().replaceAll("\\s+", " "))
                .contains("All 36 functions and 3 views match the release.")
                .contains("note schema The release cannot be read")
                .contains("(looked up, but not tested: the current user may not switch to this"
                        + " role)")
                .contains("note sessions The current user may not see the activity of other users");
    }

    @Test
    void a_limit_below_0_is_refused() {
        examine("--transaction-seconds", "-1")
                .shows(2, "", "widgets: --transaction-seconds must be at least 0, but is -1.\n");
    }

    @Test
    void a_database_that_cannot_be_reached_is_exit_code_4() {
        Screen screen = new Terminal()
                .with("WIDGETS_URL", "postgresql://127.0.0.1:1/nowhere")
                .run("doctor");
        assertThat(screen.exitCode()).isEqualTo(4);
        assertThat(screen.err())
                .contains("The database cannot be examined: server 127.0.0.1:1 refused the"
                        + " connection. Check the host and port, and start the server.");
    }
}
