package dev.widgets.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.WidgetSchema;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import org.junit.jupiter.api.Test;

/** Findings about an installation that differs from the release. */
class DriftTest extends ExaminedTest {

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
        assertFound("danger", "The function widgets.remove_widget(text) differs from the release");
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
        assertFound("warning", "The function widgets.mine() is not part of this release");
    }

    @Test
    void a_view_that_shows_something_else_is_a_danger() {
        database.execute("""
                create or replace view widgets.widgets as
                select w.serial_number, w.name::text, w.ports::text, array_remove(w.peers, 'x') as peers
                from widgets_store.widgets w""");
        assertFound("danger", "The view widgets.widgets differs from the release");
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
    void a_type_of_batches_that_was_changed_or_dropped_is_a_danger() {
        database.execute("alter type widgets_store.locked_widget add attribute colour text");
        assertFound("danger", "columns of widgets_store.locked_widget", "colour text");
        database.execute("drop type widgets_store.locked_widget");
        assertFound("danger", "widgets_store.locked_widget is missing");
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
        assertFound("warning", "widgets_admin.sizes() is owned by postgres");
    }

    @Test
    void a_role_that_may_more_is_a_danger() {
        database.execute("grant select on widgets.widgets to web_anon");
        assertFound(
                "danger",
                "web_anon may select widgets.widgets, which is more than the" + " release grants");
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
            database.execute("revoke widgets_owner from web_anon; alter role widgets_app nocreatedb"
                    + " nologin");
        }
    }

    @Test
    void an_owner_who_lost_the_table_is_found_by_trying() {
        database.execute("alter table widgets_store.widgets owner to postgres;"
                + " revoke all on schema widgets_store from widgets_owner;"
                + " alter schema widgets_store owner to postgres");
        assertFound("danger", "may not call widgets.", "in practice");
    }
}
