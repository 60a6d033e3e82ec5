package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Everything, through a pooler in transaction mode. */
@Tag("once")
class PgBouncerTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    @RegisterExtension
    static final TestDatabase bare = TestDatabase.withoutSchema();

    private static final String PASSED_OVER =
            "ignore_startup_parameters = extra_float_digits, options";
    private static final String UNPREPARED = "?prepareThreshold=0";
    private static final TimeLimits SHORT = new TimeLimits(
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(3));

    @TempDir
    private Path folder;

    @BeforeEach
    void empty() throws Exception {
        database.empty();
    }

    @AfterEach
    void sound() throws Exception {
        database.assertSound();
    }

    private static HikariDataSource pool(PgBouncer pooler, String parameters, int size) {
        return WidgetPool.open(
                pooler.url(database, parameters), PgBouncer.credentials(), size, SHORT);
    }

    @Test
    void every_operation_works() throws Exception {
        try (PgBouncer pooler = PgBouncer.start(folder, PASSED_OVER);
                HikariDataSource pool = pool(pooler, UNPREPARED, 4)) {
            WidgetSchema.over(pool).validate();
            WidgetRepository widgets = WidgetRepository.over(pool);
            for (int i = 0; i < 20; i++) {
                widgets.add("a" + i, "pump", Ports.parse("PQ"));
                widgets.add("b" + i, "tank", Ports.parse("PQ"));
                widgets.associate("a" + i, "b" + i, PortType.P);
                widgets.associate("a" + i, "b" + i, PortType.Q);
                widgets.dissociate("b" + i, "a" + i, PortType.P);
                String taken = "a" + i;
                assertThatExceptionOfType(DuplicateSerialNumberException.class)
                        .isThrownBy(() -> widgets.add(taken, "", Ports.parse("P")));
                assertThat(widgets.find(taken)).isPresent();
                widgets.remove("b" + i);
            }
            assertThat(widgets.list(WidgetQuery.first(5))).hasSize(5);
            assertThat(widgets.count().widgets()).isEqualTo(20);
            assertThat(WidgetAdministration.over(pool).checkIntegrity()).isEmpty();
        }
    }

    /** A lock or a search_path of a session would stay with a connection that others get. */
    @Test
    void migrating_and_seeding_leave_nothing_behind() throws Exception {
        try (PgBouncer pooler = PgBouncer.start(folder, PASSED_OVER, "default_pool_size = 4")) {
            PGSimpleDataSource through = new PGSimpleDataSource();
            through.setUrl(pooler.url(bare, UNPREPARED));
            through.setUser(bare.user());
            through.setPassword(bare.password());
            assertThat(WidgetSchema.over(through).migrate()).isPositive();
            WidgetSchema.over(through).validate();
            WidgetSeeder seeder = WidgetSeeder.over(through);
            SeedOptions options = SeedOptions.of(1_000).withJobs(2);
            assertThat(seeder.seed(options, WidgetSeeder.ProgressListener.NONE).widgets())
                    .isEqualTo(1_000);
            assertThat(seeder.remove(1, 2, WidgetSeeder.ProgressListener.NONE)).isEqualTo(1_000);

            assertThat(bare.query("select mode from pg_locks where locktype = 'advisory'"
                            + " and database = (select oid from pg_database"
                            + " where datname = current_database())"))
                    .isEmpty();
            for (String path : searchPaths(through, 4)) {
                assertThat(path).isEqualTo("\"$user\", public");
            }
            assertThat(WidgetSchema.over(bare.dataSource()).migrate()).isZero();
        }
        bare.assertSound();
    }

    /** Of so many connections of the pooler to the server, which are busy at once. */
    private static List<String> searchPaths(DataSource through, int count) throws Exception {
        List<Connection> connections = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                Connection connection = through.getConnection();
                connections.add(connection);
                connection.setAutoCommit(false);
                paths.addAll(Rows.of(connection, "show search_path"));
            }
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
        }
        return paths;
    }

    @Test
    void what_many_do_through_it_is_one_history() throws Exception {
        String[] serialNumbers =
                IntStream.range(0, 12).mapToObj(i -> "W" + i).toArray(String[]::new);
        try (PgBouncer pooler = PgBouncer.start(folder, PASSED_OVER)) {
            String url = pooler.url(database, UNPREPARED);
            try (Swarm swarm = new Swarm(
                    database, () -> DriverManager.getConnection(url, PgBouncer.credentials()))) {
                swarm.run(
                        "through pgbouncer",
                        24,
                        250,
                        random -> SwarmTest.next(random, serialNumbers));
            }
        }
        database.assertNoDeadlocks();
    }

    @Test
    void one_that_refuses_startup_options_leaves_the_limits_to_the_database() throws Exception {
        try (PgBouncer pooler = PgBouncer.start(folder);
                HikariDataSource pool = pool(pooler, UNPREPARED, 1)) {
            WidgetRepository.over(pool).add("a", "", Ports.parse("P"));
            assertThat(statementTimeout(pool)).isEqualTo("0");
        }
    }

    @Test
    void limits_can_be_set_by_a_statement_after_the_login() throws Exception {
        try (PgBouncer pooler = PgBouncer.start(folder);
                HikariDataSource pool = pool(pooler, UNPREPARED + "&widgets.limits=session", 1)) {
            assertThat(statementTimeout(pool)).isEqualTo("2s");
        }
    }

    private static String statementTimeout(HikariDataSource pool) throws Exception {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("show statement_timeout")) {
            row.next();
            return row.getString(1);
        }
    }

    /** Two clients in one process of the server: each names its statements S_1, S_2, ... */
    @Test
    void prepared_statements_that_it_loses_are_failures_that_name_the_remedy() throws Exception {
        try (PgBouncer pooler = PgBouncer.start(folder, PASSED_OVER, "default_pool_size = 1");
                HikariDataSource one = pool(pooler, "", 1);
                HikariDataSource other = pool(pooler, "", 1)) {
            List<WidgetException> failures = new ArrayList<>();
            List<String> done = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                HikariDataSource pool = i % 2 == 0 ? one : other;
                try {
                    WidgetRepository.over(pool).add("a" + i, "", Ports.parse("P"));
                    done.add("a" + i);
                } catch (WidgetException e) {
                    failures.add(e);
                }
            }
            assertThat(failures)
                    .isNotEmpty()
                    .allSatisfy(e -> assertThat(e)
                            .isInstanceOf(FailedException.class)
                            .hasMessageContaining("prepareThreshold=0"));
            assertThat(database.query("select serial_number from widgets.widgets"))
                    .containsExactlyInAnyOrderElementsOf(done);
        }
    }
}
