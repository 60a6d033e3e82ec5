package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

@Tag("matrix")
class WidgetSchemaTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.withoutSchema();

    static final String NEWER_RELEASE = """
            create or replace function widgets_admin.release() returns integer
            language plpgsql immutable set search_path = '' as 'begin return 1000; end'
            """;

    private final WidgetSchema schema = WidgetSchema.over(database.dataSource());

    @BeforeEach
    void nothing() throws SQLException {
        database.dropSchemas();
    }

    @Test
    void migrate_installs_once_and_validates() {
        assertThat(schema.migrate()).isGreaterThan(10);
        assertThat(schema.migrate()).isZero();
        assertThatCode(schema::validate).doesNotThrowAnyException();
        WidgetRepository.over(database.dataSource()).add("a", "", Ports.parse("P"));
    }

    @Test
    void sixteen_hosts_may_start_at_once() throws Exception {
        ExecutorService hosts = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Integer>> migrations = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                migrations.add(() -> WidgetSchema.over(database.dataSource()).migrate());
            }
            List<Integer> applied = new ArrayList<>();
            for (Future<Integer> host : hosts.invokeAll(migrations)) {
                applied.add(join(host));
            }
            assertThat(applied.stream().filter(count -> count > 0)).hasSize(1);
        } finally {
            hosts.shutdownNow();
        }
        schema.validate();
        assertThat(database.query(
                        "select count(*) from widgets_store.schema_history where not success"))
                .containsExactly("0");
    }

    @Test
    void a_migration_that_is_broken_off_leaves_nothing_and_can_be_repeated() throws SQLException {
        database.execute("create schema widgets_admin; create table widgets_admin.release ();"
                + " create function widgets_admin.sizes() returns int language sql as 'select 1'");
        assertThatExceptionOfType(WidgetException.class).isThrownBy(schema::migrate);
        assertThat(database.query("select 1 from pg_namespace where nspname = 'widgets'"))
                .isEmpty();
        database.execute("drop schema widgets_admin cascade");
        assertThat(schema.migrate()).isPositive();
    }

    @Test
    void an_old_library_on_a_newer_schema_stops_and_changes_nothing() throws SQLException {
        schema.migrate();
        database.execute(NEWER_RELEASE);
        String newer = function("widgets.add_widget");
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(schema::migrate)
                .withMessageContaining("newer than this library")
                .withMessageContaining("update widgets-core");
        assertThatExceptionOfType(SchemaException.class).isThrownBy(schema::validate);
        assertThat(function("widgets.add_widget")).isEqualTo(newer);
        assertThat(database.query("select widgets_admin.release()")).containsExactly("1000");
    }

    @Test
    void an_old_library_works_on_the_next_release_and_changes_nothing() throws SQLException {
        schema.migrate();
        database.execute(NEWER_RELEASE.replace("1000", String.valueOf(WidgetSchema.RELEASE + 1)));
        database.execute("update widgets_store.schema_history set checksum = checksum + 1"
                + " where script = 'R__add_widget.sql'");
        String newer = function("widgets_admin.release");
        assertThat(schema.migrate()).isZero();
        schema.validate();
        assertThat(function("widgets_admin.release")).isEqualTo(newer);
        assertThatExceptionOfType(SchemaException.class).isThrownBy(schema::repair);
    }

    @Test
    void a_library_that_had_to_wait_for_a_newer_one_sees_what_that_has_done() throws SQLException {
        schema.migrate();
        try (Connection newer = database.connect();
                Statement statement = newer.createStatement()) {
            statement.execute("select pg_advisory_lock(x'77696467657473'::bigint)");
            CompletableFuture<Integer> older = CompletableFuture.supplyAsync(schema::migrate);
            Await.until(
                    "the older one asks for its turn",
                    () -> !database.query(
                                    "select 1 from pg_stat_activity where query like '%pg_try_advisory_xact_lock%'"
                                            + " and pid <> pg_backend_pid()")
                            .isEmpty());
            statement.execute(NEWER_RELEASE);
            statement.execute("select pg_advisory_unlock(x'77696467657473'::bigint)");
            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(older::join)
                    .withCauseInstanceOf(SchemaException.class);
        }
    }

    @Test
    void one_connection_is_enough() {
        try (HikariDataSource pool =
                WidgetPool.open(database.url(), PgBouncer.credentials(), 1, TimeLimits.DEFAULT)) {
            WidgetSchema one = WidgetSchema.over(pool);
            assertThat(one.migrate()).isPositive();
            one.validate();
            assertThat(one.repair()).isEmpty();
        }
    }

    /** The server goes on with the commit; the next attempt waits for it and finds it done. */
    @Test
    void a_migration_whose_commit_is_cut_off_is_looked_up_again_or_unknown() throws Exception {
        schema.migrate();
        database.execute("""
                create function public.slow() returns trigger language plpgsql as
                  'begin perform pg_sleep(2); return null; end';
                create constraint trigger slow after insert on widgets_store.schema_history
                  deferrable initially deferred for each row execute function public.slow();
                """);
        FaultyProxy proxy = FaultyProxy.open();
        try {
            PGSimpleDataSource through = new PGSimpleDataSource();
            through.setUrl(proxy.url(database.name()));
            through.setUser(database.user());
            through.setPassword(database.password());
            for (boolean again : new boolean[] {true, false}) {
                database.execute("delete from widgets_store.schema_history"
                        + " where script = 'R__sizes.sql'");
                CompletableFuture<Integer> applied = CompletableFuture.supplyAsync(
                        () -> WidgetSchema.over(through).migrate());
                Await.until(
                        "the commit is under way",
                        () -> !database.query("select 1 from pg_stat_activity where wait_event ="
                                        + " 'PgSleep' and datname = current_database()")
                                .isEmpty());
                if (again) {
                    proxy.cut();
                    assertThat(applied.get(1, TimeUnit.MINUTES)).isEqualTo(1);
                } else {
                    proxy.close();
                    assertThatExceptionOfType(ExecutionException.class)
                            .isThrownBy(() -> applied.get(1, TimeUnit.MINUTES))
                            .withCauseInstanceOf(UnknownOutcomeException.class);
                }
            }
        } finally {
            proxy.close();
            database.execute("drop function public.slow cascade");
        }
    }

    @Test
    void a_schema_whose_files_were_run_one_by_one_is_not_upgraded() throws SQLException {
        schema.migrate();
        database.execute("drop table widgets_store.schema_history");
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(schema::migrate)
                .withMessageContaining("no history of migrations")
                .withMessageContaining("widgets migrate --print");
    }

    @Test
    void validate_says_what_to_do_when_there_is_no_schema() {
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(schema::validate)
                .withMessageContaining("no schema of widgets")
                .withMessageContaining("widgets migrate");
    }

    @Test
    void validate_notices_a_script_that_was_another_one() throws SQLException {
        schema.migrate();
        database.execute("update widgets_store.schema_history set checksum = checksum + 1"
                + " where script like '%add_widget%'");
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(schema::validate)
                .withMessageContaining("add widget");
    }

    @Test
    void what_is_printed_installs_the_same_and_migrate_goes_on_from_there() throws SQLException {
        schema.migrate();
        List<String> history = history();
        nothing();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(WidgetSchema.print());
        }
        assertThat(history()).isEqualTo(history);
        schema.validate();
        assertThat(schema.migrate()).isZero();
        WidgetRepository.over(database.dataSource()).add("a", "", Ports.parse("P"));
    }

    @Test
    void a_hosts_own_flyway_is_not_disturbed() throws SQLException {
        database.execute("create table public.orders (id int)");
        Flyway host = Flyway.configure()
                .dataSource(database.dataSource())
                .locations("classpath:host/migrations")
                .defaultSchema("public")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
        host.migrate();
        schema.migrate();
        assertThat(host.validateWithResult().validationSuccessful).isTrue();
        assertThat(host.migrate().migrationsExecuted).isZero();
        schema.validate();
        assertThat(database.query("select count(*) from public.flyway_schema_history"))
                .containsExactly("2");
        assertThat(database.query("select count(*) from host.parts")).containsExactly("0");
    }

    private List<String> history() throws SQLException {
        return database.query("""
                select version, description, type, script, checksum
                from widgets_store.schema_history
                where type = 'SQL'
                order by script
                """);
    }

    private String function(String name) throws SQLException {
        return database.query("select prosrc from pg_proc where oid = '" + name + "'::regproc")
                .toString();
    }

    private static int join(Future<Integer> host) throws InterruptedException {
        try {
            return host.get();
        } catch (ExecutionException e) {
            throw new AssertionError("a host could not start", e.getCause());
        }
    }
}
