package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The conventions of the SQL, as questions to the catalogue and to the files. */
@Tag("once")
final class ConventionsTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final Path FUNCTIONS = Path.of("../sql/functions");

    private static final String FUNCTION = """
            with f as (
              select p.*, p.oid::regprocedure as name, n.nspname as schema
              from pg_proc p
              join pg_namespace n on n.oid = p.pronamespace
              where n.nspname in ('widgets', 'widgets_admin', 'widgets_store')
            )
            """;

    /** The history of migrations is Flyway's. */
    private static final String RELATION = """
            with r as (
              select c.*, c.oid::regclass as name, n.nspname as schema
              from pg_class c
              join pg_namespace n on n.oid = c.relnamespace
              where n.nspname in ('widgets', 'widgets_admin', 'widgets_store')
                and c.relname not like 'schema_history%'
            )
            """;

    private static void assertNone(String query) throws Exception {
        assertThat(database.query(query)).isEmpty();
    }

    @Test
    void every_function_has_a_comment() throws Exception {
        assertNone(FUNCTION + "select name from f where obj_description(oid, 'pg_proc') is null");
    }

    @Test
    void every_function_has_an_empty_search_path() throws Exception {
        assertNone(FUNCTION
                + "select name from f where 'search_path=\"\"' = any (proconfig) is not true");
    }

    @Test
    void exactly_the_functions_of_the_api_and_of_services_are_security_definer() throws Exception {
        assertThat(
                        database.query(
                                FUNCTION
                                        + "select name from f where prosecdef <> (schema = 'widgets') order by name::text"))
                .containsExactly(
                        "widgets_admin.apply(text,text[],text[],integer[],integer[],text[],text[])",
                        "widgets_admin.claim_key(text,text,text,text)",
                        "widgets_admin.find_widgets(text,text[])",
                        "widgets_admin.forget_keys(integer)",
                        "widgets_admin.keep_answer(text,text,text,text)");
    }

    @Test
    void every_function_is_in_plpgsql_and_none_is_strict() throws Exception {
        assertNone(FUNCTION
                + "select name from f join pg_language l on l.oid = f.prolang"
                + " where lanname <> 'plpgsql' or proisstrict");
    }

    @Test
    void only_what_changes_nothing_is_not_volatile() throws Exception {
        assertThat(database.query(FUNCTION
                        + "select name, provolatile from f where provolatile <> 'v' order by 1"))
                .containsExactlyInAnyOrder(
                        "widgets.get_widget(text)|s",
                        "widgets.get_neighbourhood(text,integer,integer)|s",
                        "widgets.get_path(text,text,integer)|s",
                        "widgets.get_component(text,integer)|s",
                        "widgets_store.is_distributed()|s",
                        "widgets_store.neighbours(text[],text[])|s",
                        "widgets_store.way_back(text,text[],integer[])|s",
                        "widgets_store.check_limit(text,integer,integer,integer)|i",
                        "widgets_admin.find_widgets(text,text[])|s",
                        "widgets_store.forbidden(text,text[])|s",
                        "widgets_store.places(text[],text[])|i",
                        "widgets_store.refusal(text,text[])|i",
                        "widgets_store.violated_rule(text,text,text,text,text,text,text[],text,text[])|i",
                        "widgets_admin.sizes()|s",
                        "widgets_store.check_service(text)|s",
                        "widgets_admin.release()|i");
    }

    @Test
    void the_public_may_do_nothing() throws Exception {
        assertNone(FUNCTION
                + "select name from f where has_function_privilege('public', oid, 'execute')");
        assertNone(RELATION
                + "select name from r where relkind in ('r', 'p', 'v') and has_table_privilege('public', oid,"
                + " 'select, insert, update, delete, truncate, references, trigger')");
        assertNone("""
                select nspname
                from pg_namespace
                where nspname like 'widgets%'
                  and has_schema_privilege('public', oid, 'usage, create')""");
    }

    @Test
    void no_function_runs_dynamic_sql_or_hides_errors_or_notifies() throws Exception {
        assertNone(FUNCTION
                + "select name from f where regexp_replace(prosrc, '''[^'']*''', '', 'g')"
                + " ~* '\\m(execute|notify|listen)\\M'");
        assertNone(FUNCTION + "select name from f where prosrc ~* 'when\\s+others'");
    }

    @Test
    void only_the_removal_of_a_widget_has_a_subtransaction() throws Exception {
        assertThat(database.query(
                        FUNCTION + "select name from f where prosrc ~* '\\mexception\\s+when\\M'"))
                .containsExactly("widgets.remove_widget(text)");
    }

    @Test
    void no_rule_has_a_state_that_clients_retry() throws Exception {
        assertNone(FUNCTION + "select name from f where prosrc ~ '''40[0-9A-Z]{3}'''");
    }

    @Test
    void keywords_are_in_lower_case() throws Exception {
        assertNone(FUNCTION + """
                select name, word[1]
                from f
                cross join lateral regexp_matches(
                  regexp_replace(prosrc, '''[^'']*''|"C"|--[^\\n]*', '', 'g'), '\\m[A-Z]+\\M', 'g') word""");
    }

    @Test
    void there_is_no_trigger_foreign_key_sequence_or_second_index() throws Exception {
        assertNone(RELATION + "select tgname from r join pg_trigger t on r.oid = t.tgrelid"
                + " where not t.tgisinternal");
        assertThat(
                        database.query(
                                RELATION
                                        + "select conname from r join pg_constraint c on r.oid = c.conrelid where contype = 'f'"))
                .as("foreign keys, which only the tables of seeding and importing may have")
                .containsExactlyInAnyOrder(
                        "import_block_belongs_to_run", "seed_block_belongs_to_run");
        assertThat(
                        database.query(
                                RELATION
                                        + "select relname, relkind from r where relkind not in ('v', 'c') order by 1"))
                .containsExactly(
                        "history|p",
                        "history_default|r",
                        "history_default_serial_number_done_at_idx|i",
                        "history_periods|r",
                        "history_serial_number|I",
                        "idempotency_key_is_unique|i",
                        "idempotency_keys|r",
                        "idempotency_keys_used_at|i",
                        "import_association_is_unique|i",
                        "import_associations|r",
                        "import_block_is_unique|i",
                        "import_blocks|r",
                        "import_pairs|r",
                        "import_pairs_peer_serial_number|i",
                        "import_pairs_serial_number|i",
                        "import_rejects|r",
                        "import_run_is_unique|i",
                        "import_runs|r",
                        "import_widgets|r",
                        "import_widgets_serial_number|i",
                        "seed_block_is_unique|i",
                        "seed_blocks|r",
                        "seed_run_is_unique|i",
                        "seed_runs|r",
                        "serial_number_is_unique|i",
                        "widgets|r");
    }

    @Test
    void everything_has_a_comment() throws Exception {
        assertNone(
                RELATION
                        + "select name from r where relkind in ('r', 'p', 'v') and obj_description(oid, 'pg_class') is null");
        assertNone(RELATION
                + "select name, attname from r join pg_attribute on attrelid = r.oid"
                + " where relkind in ('r', 'p', 'v', 'c') and not relispartition and attnum > 0"
                + " and col_description(r.oid, attnum) is null");
        assertNone("""
                select nspname
                from pg_namespace
                where nspname like 'widgets%'
                  and obj_description(oid, 'pg_namespace') is null""");
        assertNone("""
                select typname
                from pg_type
                where typnamespace::regnamespace::text like 'widgets%'
                  and (typtype in ('d', 'e')
                    or exists (select 1 from pg_class c where c.oid = typrelid and relkind = 'c'))
                  and obj_description(oid, 'pg_type') is null""");
    }

    @Test
    void every_function_and_view_has_a_file_of_its_own() throws Exception {
        List<String> expected = database.query(FUNCTION + """
                select 'R__' || proname || '.sql'
                from f
                union all
                select 'R__view_' || viewname || '.sql'
                from pg_views
                where schemaname = 'widgets'""");

        assertThat(files().map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void every_file_of_a_function_has_the_same_shape() throws Exception {
        for (Path file :
                files().filter(path -> !path.toString().contains("R__view_")).toList()) {
            assertThat(Files.readString(file))
                    .as(file.toString())
                    .matches(
                            "(?s)(--[^\\n]*\\n)*create or replace function [a-z_]+\\.[a-z_]+\\(.*?\\)\\n"
                                    + "returns .*?\\nlanguage plpgsql\\n(volatile|stable|immutable)\\n"
                                    + "security (definer|invoker)\\nset search_path = ''\\n((--citus )?set [a-z_]+ = [a-z_]+\\n)*as \\$\\$\\n"
                                    + ".*\\n\\$\\$;\\n\\ncomment on function .*?;\\n\\n"
                                    + "revoke execute on function [^;]* from public;\\n");
        }
    }

    private static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FUNCTIONS)) {
            return files.sorted().toList().stream();
        }
    }
}
