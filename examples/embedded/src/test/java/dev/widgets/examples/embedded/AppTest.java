package dev.widgets.examples.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.TimeLimits;
import dev.widgets.WidgetPool;
import dev.widgets.WidgetRepository;
import dev.widgets.WidgetSchema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AppTest {

    private static EmbeddedPostgres postgres;
    private static HikariDataSource pool;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.builder()
                .setLocaleConfig("locale", "C.UTF-8")
                .setPGStartupWait(Duration.ofSeconds(60))
                .setOverrideWorkingDirectory(new java.io.File("target/postgres"))
                .start();
        pool = WidgetPool.open(
                postgres.getJdbcUrl("postgres", "postgres"),
                new Properties(),
                4,
                TimeLimits.DEFAULT);
    }

    @AfterAll
    static void stop() throws Exception {
        pool.close();
        postgres.close();
    }

    @Test
    void runs_twice_and_leaves_a_refused_job_undone() throws SQLException {
        App.run(pool);
        App.run(pool);
        Workshop workshop = new Workshop(pool);
        assertEquals(List.of("job 1", "job 3"), workshop.jobs());
        assertTrue(workshop.connect("job 2", "pump-1", "valve-1", PortType.P)
                .startsWith("job 2: refused by port_is_free"));
    }

    @Test
    void a_connection_lost_while_adding_still_adds_once() throws Exception {
        WidgetSchema.over(pool).migrate();
        WidgetRepository widgets = WidgetRepository.over(pool);
        try (Connection rival = pool.getConnection()) {
            rival.setAutoCommit(false);
            WidgetRepository.over(rival).add("gauge-1", "Rival", Ports.parse("P"));
            CompletableFuture<Void> adding = CompletableFuture.runAsync(
                    () -> new Workshop(pool).addOrFind("gauge-1", "Gauge", Ports.parse("P")));
            while (!terminatedAWaitingOne(rival)) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            rival.rollback();
            rival.setAutoCommit(true);
            adding.join();
        }
        assertEquals("Gauge", widgets.find("gauge-1").orElseThrow().name());
    }

    private static boolean terminatedAWaitingOne(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select pg_terminate_backend(pid) from pg_stat_activity"
                                + " where wait_event_type = 'Lock'")) {
            return rows.next();
        }
    }
}
