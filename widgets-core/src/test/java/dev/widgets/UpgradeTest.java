package dev.widgets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The upgrade of a database of the previous release. {@code release-1.sql} is what {@code pg_dump
 * --no-owner --rows-per-insert=100} of PostgreSQL 15 wrote for a database that Flyway had migrated
 * with the last SQL of release 1, with 119 widgets, a seeding run and an idempotency key.
 */
@Tag("matrix")
final class UpgradeTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.withoutSchema();

    static final String RELEASE_1 = "/release-1.sql";

    private static final String CLIENT = "upgrade_client";

    /** The privileges that the roles of release 1 gave to an application. */
    private static final String PRIVILEGES = """
            drop role if exists upgrade_client;
            create role upgrade_client login password 'x';
            grant usage on schema widgets, widgets_admin to upgrade_client;
            grant execute on all functions in schema widgets to upgrade_client;
            grant execute on function widgets_admin.release() to upgrade_client;
            grant execute on function widgets_admin.find_widgets(text, text[]) to upgrade_client;
            grant execute on function widgets_admin.apply(
              text, text[], text[], integer[], integer[], text[], text[]) to upgrade_client;
            """;

    /** What is kept in the tables, without what the clients of the tests add. */
    private static final String CONTENT = """
            select w.serial_number, w.name, w.ports, (
                select array_agg(case when p.peer like 'W-%' then p.peer end order by p.slot)
                from unnest(w.peers) with ordinality p (peer, slot))
            from widgets_store.widgets w
            where w.serial_number like 'W-%'
            union all
            select r.run::text, r.state, r.serial_pattern, array[b.checksum::text]
            from widgets_store.seed_runs r
            join widgets_store.seed_blocks b on b.run = r.run
            union all
            select k.key, k.fingerprint, k.answer, array[k.used_at::text]
            from widgets_store.idempotency_keys k
            order by 1
            """;

    private static final String ADDED = """
            select w.serial_number, w.ports || ' ' || array_to_string(w.peers, ',', '')
            from widgets_store.widgets w
            where w.serial_number not like 'W-%'
            """;

    /** A migration waits for the lock of a view. */
    private static final String WAITING_FOR_VIEW = """
            select 1
            from pg_locks
            where not granted
              and mode = 'AccessExclusiveLock'
              and database = (select oid from pg_database where datname = current_database())
            """;

    private final WidgetSchema schema = WidgetSchema.over(database.dataSource());

    @BeforeEach
    void release_1() throws SQLException {
        database.dropSchemas();
        database.execute(resource(RELEASE_1));
    }

    @Test
    void a_database_of_release_1_is_upgraded_while_clients_of_both_releases_work()
            throws Exception {
        List<String> content = database.query(CONTENT);
        assertThat(content).hasSize(121);
        database.execute(PRIVILEGES);
        DataSource connections = database.dataSource(CLIENT, "x");
        AtomicLong upgradedAt = new AtomicLong();
        AtomicInteger rounds = new AtomicInteger();
        ExecutorService threads = Executors.newCachedThreadPool();
        List<UpgradeClient> clients = List.of(
                UpgradeClient.functions(connections),
                UpgradeClient.functions(connections),
                UpgradeClient.batches(connections),
                UpgradeClient.repository(connections),
                UpgradeClient.coalescer(connections));
        Map<String, String> expected = new TreeMap<>();
        try {
            List<Future<Map<String, String>>> running = new ArrayList<>();
            for (UpgradeClient client : clients) {
                running.add(threads.submit(
                        new UpgradeLoad("C" + running.size(), client, upgradedAt, rounds)));
            }
            Await.until("all have begun", () -> rounds.get() >= 10 || anyDone(running));
            assertThat(schema.migrate()).isGreaterThan(10);
            upgradedAt.set(System.nanoTime());
            for (Future<Map<String, String>> one : running) {
                expected.putAll(one.get(1, TimeUnit.MINUTES));
            }
        } finally {
            upgradedAt.set(1);
            threads.shutdown();
            for (UpgradeClient client : clients) {
                client.close();
            }
        }
        assertThat(database.query(CONTENT)).isEqualTo(content);
        assertThat(added()).isEqualTo(expected);
        database.assertSound();
        schema.validate();
        assertThat(schema.migrate()).isZero();
        WidgetRepository.over(connections).add("new", "", Ports.parse("PQR"));
        database.execute("drop owned by upgrade_client; drop role upgrade_client");
    }

    private static boolean anyDone(List<Future<Map<String, String>>> running) {
        return running.stream().anyMatch(Future::isDone);
    }

    @Test
    void the_upgraded_schema_is_a_new_one_and_the_functions_of_calls_in_progress()
            throws Exception {
        schema.migrate();
        String fresh = TestDatabase.createMigrated();
        TestServer server = TestServer.get();
        List<String> expected;
        try (Connection connection =
                server.dataSource(fresh, server.user(), server.password()).getConnection()) {
            expected = schema(connection);
        }
        server.execute("drop database " + fresh);
        List<String> upgraded;
        try (Connection connection = database.connect()) {
            upgraded = schema(connection);
        }
        List<String> kept =
                upgraded.stream().filter(line -> !expected.contains(line)).toList();
        assertThat(kept)
                .extracting(line -> line.replaceAll("(?s)^function ([^(]*).*", "$1"))
                .containsExactly(
                        "widgets_store.check_association",
                        "widgets_store.check_serial_number",
                        "widgets_store.lock_pair");
        upgraded.removeAll(kept);
        assertThat(upgraded).isEqualTo(expected);
    }

    /** A dump has other parentheses in its constraints than the migration. */
    private static List<String> schema(Connection connection) throws SQLException {
        return new ArrayList<>(Rows.of(connection, resource("/schema-dump.sql")).stream()
                .map(line -> line.startsWith("  constraint") ? line.replaceAll("[()]", "") : line)
                .toList());
    }

    @Test
    void a_call_that_was_in_progress_ends_with_the_functions_of_its_release() throws Exception {
        database.execute("select widgets.add_widget('a', '', '{P}');"
                + " select widgets.add_widget('b', '', '{P}');"
                + " select widgets.add_widget('c', '', '{P}')");
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Connection first = database.connect();
                Connection second = database.connect()) {
            first.setAutoCommit(false);
            assertThat(Call.associate("a", "b", "P").perform(first).text()).isEqualTo(Call.DONE);
            String process = Rows.of(second, "select pg_backend_pid()").get(0);
            Future<Call.Outcome> waiting =
                    threads.submit(() -> Call.associate("a", "c", "P").perform(second));
            Await.until(
                    "the second call waits for the first",
                    () -> !database.query("select 1 from pg_stat_activity where wait_event_type ="
                                    + " 'Lock' and pid = " + process)
                            .isEmpty());
            assertThat(schema.migrate()).isPositive();
            first.commit();
            assertThat(waiting.get(1, TimeUnit.MINUTES).text())
                    .isEqualTo("port_is_free serial_number");
            assertThat(Call.dissociate("a", "b", "P").perform(second).text()).isEqualTo(Call.DONE);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void queries_of_a_view_go_on_while_a_migration_waits_for_a_long_one() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Connection reading = database.connect()) {
            reading.setAutoCommit(false);
            assertThat(Rows.of(reading, "select 1 from widgets.slots limit 1")).hasSize(1);
            Future<Integer> migration = threads.submit(schema::migrate);
            Await.until(
                    "the migration waits for the view",
                    () -> !database.query(WAITING_FOR_VIEW).isEmpty());
            Future<List<String>> other =
                    threads.submit(() -> database.query("select 1 from widgets.slots limit 1"));
            assertThat(other.get(1, TimeUnit.MINUTES)).hasSize(1);
            assertThat(migration.isDone()).isFalse();
            reading.commit();
            assertThat(migration.get(1, TimeUnit.MINUTES)).isPositive();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_migration_that_nobody_knows_is_refused_and_nothing_is_changed() throws SQLException {
        database.execute(
                "update widgets_store.schema_history set checksum = 1" + " where version = '2'");
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(schema::migrate)
                .withMessageContaining("checksum mismatch for migration version 2")
                .withMessageNotContaining("repair");
        assertThat(database.query("select widgets_admin.release()")).containsExactly("1");
        assertThat(database.query(
                        "select checksum from widgets_store.schema_history where version = '1'"))
                .containsExactly("-1791636906");
    }

    private static Map<String, String> added() throws SQLException {
        return database.query(ADDED).stream()
                .map(row -> row.split("\\|", 2))
                .collect(Collectors.toMap(row -> row[0], row -> row[1], (a, b) -> a, TreeMap::new));
    }

    static String resource(String name) {
        try (InputStream text = UpgradeTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(text, name).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
