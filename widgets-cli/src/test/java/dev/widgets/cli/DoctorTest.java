package dev.widgets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.WidgetSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

    @TempDir
    private static Path home;

    private static OwnServer server;

    private final TestServer.Database database = server.database();

    @BeforeAll
    static void start() throws IOException {
        server = OwnServer.healthy(home.resolve("widgets"));
        server.database().execute("create role somebody; create role intern login password 'x'");
    }

    @BeforeEach
    void install() {
        database.execute("drop schema if exists widgets, widgets_admin, widgets_store cascade");
        database.execute(WidgetSchema.print());
        database.execute("alter database postgres reset all");
        assertThat(Terminal.on(database).run("roles").exitCode()).isZero();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private Screen examine(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "doctor";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Terminal.on(database).run(all);
    }

    /** What is said of one finding, its lines put together. */
    private void assertFound(String severity, String... words) {
        Screen screen = examine("-o", "csv");
        assertThat(screen.out().lines())
                .as(screen.toString())
                .anySatisfy(line -> assertThat(line).startsWith(severity + ",").contains(words));
        assertThat(screen.exitCode())
                .as(screen.toString())
                .isEqualTo(severity.equals("danger") ? 3 : 0);
    }

    @Test
    void a_healthy_installation_has_nothing_above_a_note() {
        Screen screen = examine("--strict");
        screen.shows(0, """
                        ok        server      PostgreSQL 18.6, encoded in UTF8.
                        ok        schema      The schema is of release 1, and its history is that of this version.
                        ok        schema      All 14 functions and 2 views are as they were released.
                        ok        schema      Tables, constraints and port types are as they were released.
                        ok        grants      All belongs to one owner, and nobody was granted more than was released.
                        ok        roles       web_anon may call the functions of the API, and nothing else (tried).
                        ok        roles       widgets_app may call the functions of the API and read its views, and nothing
                                              else (tried).
                        ok        roles       authenticator may become web_anon, and nothing else (tried).
                        ok        table       About 0 widgets, 0 dead versions; no updates yet.
                        ok        settings    What was answered is on the disk: fsync, full_page_writes and
                                              synchronous_commit are on.
                        note      settings    idle_in_transaction_session_timeout is 0: a client that hangs in a transaction
                                              keeps its locks for ever.
                                              Set it to 60s.
                        note      settings    shared_buffers is 128 MB, as PostgreSQL comes. It is enough for this registry,
                                              not for millions of widgets.
                                              See examples/postgresql.conf for the settings of a large one.
                        note      settings    max_wal_size is 1024 MB: under a steady load checkpoints come often.
                                              Set it to 4 GB or more where the disk has the room.
                        ok        sessions    1 of 100 connections are in use.
                        ok        pooler      The server answers itself; no pooler stands between.
                        ok        clock       This machine and the server have the same time.
                        """, database.line() + "Found: 3 notes.\n");
        assertThat(database.query("select count(*) from widgets.widgets")).isEqualTo("0");
    }

    @Test
    void json_and_csv_hold_the_same() {
        assertThat(examine("-o", "json").out())
                .startsWith(
                        "[\n{\"severity\":\"ok\",\"area\":\"server\",\"reason\":\"PostgreSQL 18.6,"
                                + " encoded in UTF8.\",\"remedy\":\"\"},\n");
        assertThat(examine("-o", "csv").out()).startsWith("""
                        severity,area,reason,remedy
                        ok,server,"PostgreSQL 18.6, encoded in UTF8.",
                        """.replace("\n", "\r\n"));
    }

    @Test
    void a_database_without_the_schema_is_a_danger() {
        database.execute("drop schema widgets, widgets_admin, widgets_store cascade");
        assertFound("danger", "There is no schema of widgets", "widgets migrate");
    }

    @Test
    void a_function_whose_text_differs_is_a_danger() {
        database.execute("""
                create or replace function widgets.remove_widget(serial_number text) returns text
                language plpgsql volatile security definer set search_path = ''
                as $$ begin return 'Widget removed.'; end $$""");
        assertFound("danger", "The function widgets.remove_widget(text) is not the released one");
    }

    @Test
    void a_function_that_acts_as_another_is_a_danger() {
        database.execute("alter function widgets.get_widget(text) security invoker");
        assertFound("danger", "widgets.get_widget(text) was altered");
    }

    @Test
    void a_function_without_its_search_path_is_a_danger() {
        database.execute("alter function widgets_store.lock_widget(text) reset search_path");
        assertFound("danger", "widgets_store.lock_widget(text) was altered");
    }

    @Test
    void what_is_missing_is_a_danger() {
        database.execute("drop function widgets_admin.sizes()");
        assertFound("danger", "The function widgets_admin.sizes() is missing");
        database.execute("drop view widgets.slots");
        assertFound("danger", "The view widgets.slots is missing");
    }

    @Test
    void what_was_not_released_is_a_warning() {
        database.execute(
                "create function widgets.mine() returns text language sql as 'select 1::text';"
                        + " revoke all on function widgets.mine() from public;"
                        + " grant execute on function widgets.mine() to web_anon, widgets_app;"
                        + " alter function widgets.mine() owner to widgets_owner");
        assertFound("warning", "The function widgets.mine() is none of this release");
    }

    @Test
    void a_view_that_shows_something_else_is_a_danger() {
        database.execute("""
                create or replace view widgets.widgets as
                select w.serial_number, w.name::text, w.ports::text, array_remove(w.peers, 'x') as peers
                from widgets_store.widgets w""");
        assertFound("danger", "The view widgets.widgets is not the released one");
    }

    @Test
    void a_constraint_that_was_dropped_is_a_danger() {
        database.execute(
                "alter domain widgets_store.widget_ports drop constraint widget_has_1_to_3_ports");
        assertFound("danger", "The constraint widget_has_1_to_3_ports is missing");
    }

    @Test
    void a_column_more_is_a_danger() {
        database.execute("alter table widgets_store.widgets add colour text");
        assertFound("danger", "columns of widgets_store.widgets", "colour text");
    }

    @Test
    void another_port_type_is_a_danger() {
        database.execute("alter type widgets.port_type add value 'S'");
        assertFound("danger", "The port types are not P, Q and R");
    }

    @Test
    void an_index_on_peers_and_a_trigger_are_warnings() {
        database.execute("create index by_peer on widgets_store.widgets using gin (peers);"
                + " create trigger nothing before update on widgets_store.widgets for each row"
                + " execute function suppress_redundant_updates_trigger()");
        assertFound("warning", "index widgets_store.by_peer");
        assertFound("warning", "trigger nothing");
    }

    @Test
    void a_partitioned_table_is_no_drift() {
        database.execute("""
                truncate widgets_store.widgets;
                drop view widgets.widgets, widgets.slots;
                alter table widgets_store.widgets rename to widgets_before;
                alter table widgets_store.widgets_before rename constraint serial_number_is_unique to before;
                create table widgets_store.widgets (
                  like widgets_store.widgets_before including comments,
                  constraint serial_number_is_unique primary key (serial_number)
                ) partition by hash (serial_number);
                create table widgets_store.widgets_0 partition of widgets_store.widgets
                  for values with (modulus 2, remainder 0) with (fillfactor = 85);
                create table widgets_store.widgets_1 partition of widgets_store.widgets
                  for values with (modulus 2, remainder 1) with (fillfactor = 85);
                drop table widgets_store.widgets_before;
                """ + views());
        assertThat(Terminal.on(database).run("roles").exitCode()).isZero();
        Screen screen = examine("--strict");
        assertThat(screen.exitCode()).as(screen.toString()).isZero();
    }

    private static String views() {
        String all = WidgetSchema.print();
        return all.substring(
                all.indexOf("create or replace view"), all.indexOf("-- The history of migrations"));
    }

    @Test
    void what_the_public_may_is_a_danger() {
        database.execute(
                "grant execute on function widgets.add_widget(text, text, widgets.port_type[])"
                        + " to public");
        assertFound("danger", "PUBLIC was granted execute on widgets.add_widget");
    }

    @Test
    void a_grant_on_the_table_is_a_danger() {
        database.execute("grant update (peers) on widgets_store.widgets to somebody");
        assertFound("danger", "somebody was granted update on widgets_store.widgets.peers");
    }

    @Test
    void a_grant_that_was_not_released_is_a_warning() {
        database.execute("grant select on widgets.slots to somebody");
        assertFound("warning", "somebody was granted select on widgets.slots");
        assertThat(examine("--strict").exitCode()).isEqualTo(3);
    }

    @Test
    void what_belongs_to_another_is_a_warning() {
        database.execute("alter function widgets_admin.sizes() owner to postgres");
        assertFound("warning", "widgets_admin.sizes() belongs to postgres");
    }

    @Test
    void a_role_that_may_more_is_a_danger() {
        database.execute("grant select on widgets.widgets to web_anon");
        assertFound("danger", "web_anon may select widgets.widgets, which is not its right");
    }

    @Test
    void a_role_that_may_less_is_a_warning() {
        database.execute("revoke execute on function widgets.get_widget(text) from widgets_app");
        assertFound("warning", "widgets_app may not execute widgets.get_widget(text)");
    }

    @Test
    void rights_by_membership_and_attributes_of_roles_are_found() {
        database.execute("grant widgets_owner to web_anon; alter role widgets_app createdb login");
        try {
            assertFound("danger", "web_anon may update widgets_store.widgets");
            assertFound("danger", "widgets_app is a superuser, or may create");
            assertThat(examine("-o", "csv").out()).contains("warning,roles,widgets_app may log in");
        } finally {
            database.execute(
                    "revoke widgets_owner from web_anon; alter role widgets_app nocreatedb nologin");
        }
    }

    @Test
    void an_owner_who_lost_the_table_is_found_by_trying() {
        database.execute("alter table widgets_store.widgets owner to postgres;"
                + " revoke all on schema widgets_store from widgets_owner;"
                + " alter schema widgets_store owner to postgres");
        assertFound("danger", "may not call widgets.", "when it is tried");
    }

    @Test
    void roles_under_other_names_are_found_by_these() {
        Screen screen = examine("--application", "somebody");
        assertThat(screen.out()).contains("somebody may not execute widgets.add_widget");
        assertThat(examine("--application", "no_such_one").out())
                .contains("There is no role no_such_one");
    }

    @Test
    void a_setting_of_a_role_or_of_the_database_is_found() {
        database.execute("alter database postgres" + " set synchronous_commit = off");
        assertFound("danger", "synchronous_commit is off");
        database.execute(
                "alter database postgres reset all; alter role somebody set synchronous_commit = off");
        try {
            assertFound("warning", "For somebody", "synchronous_commit=off");
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
                            "has had a transaction open for \\d+ s \\(idle in transaction\\)")
                    .contains("pg_terminate_backend(");
            assertThat(screen.exitCode()).isEqualTo(3);
            assertThat(examine("--strict").exitCode()).isZero();
        }
    }

    @Test
    void a_slot_that_nobody_uses_is_a_warning() {
        database.execute("select pg_create_physical_replication_slot('left_behind', true)");
        try {
            assertFound("warning", "The replication slot left_behind is used by nobody");
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
        assertThat(screen.out()).contains("dead versions beside").contains("% of the updates stay");
    }

    @Test
    void a_user_without_rights_is_told_what_it_may_not_see() {
        Screen screen = new Terminal()
                .with("PGPASSWORD", "x")
                .run("doctor", "--url", database.connection().url() + "?user=intern");
        assertThat(screen.exitCode()).as(screen.toString()).isZero();
        assertThat(screen.out().replaceAll("\\s+", " "))
                .contains("All 14 functions and 2 views are as they were released.")
                .contains("note schema The release cannot be read")
                .contains("(looked up; you may not become it to try)")
                .contains("note sessions You may not see what the sessions of others do");
    }

    @Test
    void a_limit_below_0_is_refused() {
        examine("--transaction-seconds", "-1")
                .shows(2, "", "widgets: --transaction-seconds is at least 0, not -1.\n");
    }

    @Test
    void a_database_that_cannot_be_reached_is_exit_code_4() {
        Screen screen = new Terminal()
                .with("WIDGETS_URL", "postgresql://127.0.0.1:1/nowhere")
                .run("doctor");
        assertThat(screen.exitCode()).isEqualTo(4);
        assertThat(screen.err()).contains("The database cannot be examined: Connection to");
    }
}
