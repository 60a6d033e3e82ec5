package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What each role may do, by really connecting as it. */
@Tag("matrix")
final class RolesTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final String PASSWORD = "secret";

    private static final List<String> API = List.of(
            "select widgets.add_widget('a', 'pump', '{P,Q}')",
            "select widgets.add_widget('b', 'pump', '{P,Q}')",
            "select widgets.associate_widgets('a', 'b', 'P')",
            "select widgets.get_widget('a')",
            "select widgets.remove_association('a', 'b', 'P')",
            "select widgets.associate_widgets('a', 'b', 'Q')",
            "select widgets.rename_widget('a', 'valve')",
            "select widgets.remove_widget('a')");

    private static final List<String> BATCHES = List.of(
            "select * from widgets_admin.apply(null, '{a}', '{add_widget}', '{1}', null, '{P}', '{x}')",
            "select * from widgets_admin.find_widgets(null, '{a}')");

    private static final List<String> READING = List.of(
            "select * from widgets.widgets",
            "select * from widgets.slots",
            "select widgets_admin.release()");

    private static final List<String> FORBIDDEN = List.of(
            "select * from widgets_store.widgets",
            "select * from widgets_store.schema_history",
            "insert into widgets_store.widgets values ('x', '', 'P', '{null}')",
            "update widgets_store.widgets set name = ''",
            "delete from widgets_store.widgets",
            "truncate widgets_store.widgets",
            "update widgets.widgets set peers = null",
            "delete from widgets.widgets",
            "select widgets_store.lock_widget('b')",
            "select * from widgets_store.idempotency_keys",
            "select widgets_store.refuse('widget_exists', null, 'x')",
            "select widgets_store.insert_widgets('{x}', '{add_widget}', '{1}', '{P}', '{x}')",
            "select widgets_store.forbidden('widgets_app', null)",
            "select * from widgets_admin.check_integrity()",
            "select widgets_admin.repair_association('a', 'b', 'P')",
            "select * from widgets_admin.sizes()",
            "create table widgets.mine (i integer)",
            "create function widgets.mine() returns integer language sql as 'select 1'",
            "create or replace view widgets.widgets as select 1",
            "drop function widgets.add_widget(text, text, widgets.port_type[])",
            "alter function widgets.get_widget(text) security invoker",
            "set role widgets_owner",
            "set role postgres");

    @BeforeAll
    static void create_roles() throws Exception {
        WidgetAdministration.over(database.dataSource()).createRoles(RoleNames.DEFAULT);
        database.execute("""
                alter role authenticator password 'secret';
                create role test_anonymous login password 'secret' in role web_anon;
                create role test_application login password 'secret' in role widgets_app;
                create role test_stranger login password 'secret'""");
    }

    @BeforeEach
    void empty() throws Exception {
        database.empty();
    }

    private static Connection connect(String role) throws SQLException {
        return database.dataSource(role, PASSWORD).getConnection();
    }

    private static void assertAllowed(String role, List<String> all) throws Exception {
        try (Connection connection = connect(role)) {
            for (String sql : all) {
                Rows.of(connection, sql);
            }
        }
    }

    private static void assertForbidden(String role, List<String> all) throws Exception {
        try (Connection connection = connect(role);
                Statement statement = connection.createStatement()) {
            for (String sql : all) {
                assertThatThrownBy(() -> statement.execute(sql))
                        .as(role + ": " + sql)
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).as(sql).isEqualTo("42501"));
            }
        }
    }

    @Test
    void web_anon_may_execute_the_functions_of_the_api_and_nothing_else() throws Exception {
        assertAllowed("test_anonymous", API);
        assertForbidden("test_anonymous", READING);
        assertForbidden("test_anonymous", BATCHES);
        assertForbidden("test_anonymous", FORBIDDEN);
    }

    @Test
    void widgets_app_may_execute_the_functions_of_the_api_and_read_its_views() throws Exception {
        assertAllowed("test_application", API);
        assertAllowed("test_application", READING);
        assertAllowed("test_application", BATCHES);
        assertForbidden("test_application", FORBIDDEN);
    }

    @Test
    void authenticator_may_do_nothing_but_become_web_anon_and_keep_keys_for_it() throws Exception {
        assertForbidden("authenticator", API);
        assertForbidden(
                "authenticator",
                List.of("select * from widgets.widgets", "select * from widgets.slots"));
        assertAllowed(
                "authenticator",
                List.of(
                        "select widgets_admin.release()",
                        "select widgets_admin.claim_key('web_anon', '', 'k', 'f')",
                        "select widgets_admin.keep_answer('web_anon', '', 'k', 'a')",
                        "select widgets_admin.forget_keys(1)"));
        assertForbidden(
                "authenticator",
                List.of(
                        "select widgets_admin.claim_key('widgets_app', '', 'k', 'f')",
                        "select widgets_admin.claim_key('nobody', '', 'k', 'f')",
                        "select widgets_admin.keep_answer('widgets_owner', '', 'k', 'a')"));
        assertForbidden("authenticator", FORBIDDEN);
        assertForbidden("authenticator", List.of("set role widgets_app"));
        try (Connection connection = connect("authenticator");
                Statement statement = connection.createStatement()) {
            statement.execute("set role web_anon");
            for (String sql : API) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void a_stranger_may_do_nothing() throws Exception {
        assertForbidden("test_stranger", API);
        assertForbidden("test_stranger", READING);
        assertForbidden("test_stranger", BATCHES);
        assertForbidden("test_stranger", FORBIDDEN);
    }

    @Test
    void a_batch_acts_for_roles_that_the_user_may_become_and_for_no_others() throws Exception {
        String add = "select item, code, message from widgets_admin.apply(%s, '{a,b}',"
                + " '{add_widget,remove_widget}', '{1,2}', null, '{P,null}', '{x,null}')";
        String find = "select serial_number from widgets_admin.find_widgets(%s, '{a}')";
        try (Connection connection = connect("authenticator")) {
            assertThat(Rows.of(connection, String.format(add, "null")))
                    .containsExactly(
                            "1|42501|permission denied for function add_widget",
                            "2|42501|permission denied for function remove_widget");
            assertThat(database.query("select * from widgets.widgets")).isEmpty();
            assertThat(Rows.of(connection, String.format(add, "'web_anon'")))
                    .containsExactly("2|PT404|The widget does not exist.");
            assertThat(Rows.of(connection, String.format(find, "'web_anon'"))).containsExactly("a");
        }
        for (String role : List.of("widgets_app", "widgets_owner", "postgres", "test_stranger")) {
            String name = "'" + role + "'";
            assertForbidden(
                    "authenticator", List.of(String.format(add, name), String.format(find, name)));
            if (!role.equals("widgets_app")) {
                assertForbidden("test_application", List.of(String.format(add, name)));
            }
        }
    }

    @Test
    void a_batch_looks_at_the_grants_of_each_function() throws Exception {
        database.execute("revoke execute on function widgets.remove_widget(text) from widgets_app");
        try (Connection connection = connect("test_application")) {
            assertThat(
                            Rows.of(
                                    connection,
                                    "select item, code, message from widgets_admin.apply(null, '{a}',"
                                            + " '{add_widget,remove_widget}', '{1,1}', null, '{P,null}', '{x,null}')"))
                    .containsExactly("2|42501|permission denied for function remove_widget");
        } finally {
            WidgetAdministration.over(database.dataSource()).createRoles(RoleNames.DEFAULT);
        }
        assertThat(database.query("select serial_number from widgets.widgets"))
                .containsExactly("a");
    }

    @Test
    void the_roles_are_no_more_than_they_should_be() throws Exception {
        assertThat(database.query("""
                        select rolname, rolcanlogin, rolinherit
                        from pg_roles
                        where rolname in ('widgets_owner', 'web_anon', 'widgets_app', 'authenticator')
                          and not (rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls)
                        order by 1"""))
                .containsExactly(
                        "authenticator|t|f",
                        "web_anon|f|t",
                        "widgets_app|f|t",
                        "widgets_owner|f|t");
        assertThat(database.query("""
                        select pg_get_userbyid(m.member), pg_get_userbyid(m.roleid)
                        from pg_auth_members m
                        where pg_get_userbyid(m.member) in ('widgets_owner', 'web_anon', 'widgets_app', 'authenticator')""")).containsExactly("authenticator|web_anon");
    }

    @Test
    void widgets_owner_owns_everything() throws Exception {
        assertThat(database.query("""
                        select 'schema', nspname from pg_namespace
                        where nspname like 'widgets%' and nspowner <> 'widgets_owner'::regrole
                        union all
                        select 'relation', oid::regclass::text from pg_class
                        where relnamespace::regnamespace::text like 'widgets%' and relowner <> 'widgets_owner'::regrole
                        union all
                        select 'function', oid::regprocedure::text from pg_proc
                        where pronamespace::regnamespace::text like 'widgets%' and proowner <> 'widgets_owner'::regrole
                        union all
                        select 'type', oid::regtype::text from pg_type
                        where typnamespace::regnamespace::text like 'widgets%' and typowner <> 'widgets_owner'::regrole""")).isEmpty();
    }

    @Test
    void nobody_but_the_owner_has_a_privilege_in_widgets_store() throws Exception {
        assertThat(database.query("""
                        select r.rolname, c.oid::regclass
                        from pg_roles r, pg_class c
                        where c.relnamespace = 'widgets_store'::regnamespace
                          and c.relkind in ('r', 'p')
                          and not r.rolsuper
                          and r.rolname not like 'pg\\_%'
                          and r.rolname <> 'widgets_owner'
                          and (has_any_column_privilege(r.oid, c.oid, 'select, insert, update, references')
                            or has_table_privilege(r.oid, c.oid, 'delete, truncate, trigger')
                            or has_schema_privilege(r.oid, c.relnamespace, 'usage, create'))""")).isEmpty();
    }

    /** A service goes on while its schema is upgraded, of which this is the last step. */
    @Test
    void creating_the_roles_again_waits_for_no_operation() throws Exception {
        try (Connection operation = database.dataSource().getConnection();
                Connection roles = database.dataSource().getConnection();
                Statement statement = roles.createStatement()) {
            operation.setAutoCommit(false);
            WidgetRepository.over(operation).add("a", "pump", Ports.parse("P"));
            roles.setAutoCommit(false);
            statement.execute("set local lock_timeout = '1s'");
            RolesScript.run(roles, RoleNames.DEFAULT);
            roles.commit();
            operation.commit();
        }
        assertThat(WidgetRepository.over(database.dataSource()).find("a")).isPresent();
    }

    @Test
    void creating_the_roles_again_changes_nothing() throws Exception {
        String grants = """
                select oid::regprocedure::text, proacl::text, proowner::regrole from pg_proc
                where pronamespace::regnamespace::text like 'widgets%'
                union all
                select oid::regclass::text, relacl::text, relowner::regrole from pg_class
                where relnamespace::regnamespace::text like 'widgets%'
                union all
                select nspname, nspacl::text, nspowner::regrole from pg_namespace where nspname like 'widgets%'
                order by 1, 2""";
        List<String> before = database.query(grants);
        WidgetAdministration.over(database.dataSource()).createRoles(RoleNames.DEFAULT);

        assertThat(database.query(grants)).isEqualTo(before);
    }
}
