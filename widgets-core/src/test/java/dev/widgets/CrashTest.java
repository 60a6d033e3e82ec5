package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A server with fsync on that is stopped and killed under load, again and again, below the same
 * pool: nothing that was reported done is missing, nothing that was refused or failed is there, and
 * what is unknown is whole or absent. System property {@code widgets.test.crashes} says how often.
 */
@Tag("once")
@Tag("repeated")
class CrashTest {

    static final int CRASHES = Integer.getInteger("widgets.test.crashes", 5);

    private static final Duration MOMENT = Duration.ofMillis(250);
    private static final int CALLERS = 12;
    private static final String CALLING =
            " from pg_stat_activity where application_name = 'widgets' ";

    /** One that is at work, if there is one. */
    private static final String ANY = CALLING + "order by state, random() limit 1";

    private static final String COMMITTED = CALLING + "and wait_event = 'SyncRep'";

    private static OwnServer server;

    private final Random random = new Random();
    private Crowd crowd;

    @BeforeAll
    static void start() throws IOException {
        server = OwnServer.create();
        WidgetSchema.over(server.dataSource()).migrate();
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @BeforeEach
    void gather() throws Exception {
        server.execute("truncate widgets_store.widgets");
        crowd = new Crowd(server.url(), server.dataSource(), CALLERS);
    }

    @AfterEach
    void scatter() {
        crowd.close();
    }

    private Duration moment() {
        return MOMENT.plusMillis(random.nextInt(200));
    }

    @Test
    void nothing_is_lost_when_the_server_is_stopped_at_once() throws Exception {
        for (int i = 0; i < CRASHES; i++) {
            crowd.survive(
                    "stop " + i,
                    moment(),
                    () -> {
                        server.stop("immediate");
                        server.start();
                    },
                    MOMENT);
        }
        report(CRASHES + " immediate stops");
    }

    @Test
    void nothing_is_lost_when_the_server_is_killed() throws Exception {
        int times = (CRASHES + 2) / 3;
        for (int i = 0; i < times; i++) {
            crowd.survive(
                    "kill " + i,
                    moment(),
                    () -> {
                        server.killPostmaster();
                        server.start();
                    },
                    MOMENT);
        }
        report(times + " kills of the postmaster");
    }

    /** The server ends all other processes too, and starts again by itself. */
    @Test
    void nothing_is_lost_when_one_process_of_the_server_is_killed() throws Exception {
        int times = (CRASHES + 1) / 2;
        for (int i = 0; i < times; i++) {
            crowd.survive("kill of one " + i, moment(), CrashTest::killOne, moment());
        }
        report(times + " kills of a backend");
    }

    private static void killOne() throws Exception {
        List<String> one = new ArrayList<>();
        Await.until("a connection is there", () -> one.addAll(server.query("select pid" + ANY)));
        OwnServer.kill(Long.parseLong(one.get(0)));
        Await.until("the server is back", CrashTest::isBack);
    }

    private static boolean isBack() {
        try {
            return !server.query("select 1").isEmpty();
        } catch (SQLException e) {
            return false;
        }
    }

    @Test
    void nothing_is_lost_when_connections_are_ended_and_calls_cancelled() throws Exception {
        try (Connection killer = server.dataSource().getConnection()) {
            crowd.survive(
                    "ended and cancelled",
                    MOMENT,
                    () -> {
                        for (int i = 0; i < 20 * CRASHES; i++) {
                            OwnServer.sleep(Duration.ofMillis(random.nextInt(40)));
                            Rows.of(killer, verb(i) + ANY);
                        }
                    },
                    MOMENT);
        }
        report(20 * CRASHES + " connections ended or calls cancelled");
        assertThat(crowd.outcomes()).containsKey(Ledger.Outcome.UNKNOWN);
    }

    /**
     * Commits wait for a standby that is not there; they are on the disk by then. Who is ended gets
     * no answer, and who is cancelled is told that it was done, and so it was.
     */
    @Test
    void nothing_is_lost_when_connections_are_ended_and_calls_cancelled_after_the_commit()
            throws Exception {
        int[] interrupted = new int[2];
        try (Connection killer = server.dataSource().getConnection()) {
            crowd.survive(
                    "ended and cancelled after the commit",
                    MOMENT,
                    () -> {
                        for (int i = 0; i < 4 * CRASHES; i++) {
                            waitForStandby(killer, "nobody");
                            Await.until(
                                    "commits wait",
                                    () -> Rows.of(killer, "select pid" + COMMITTED)
                                                    .size()
                                            > 1);
                            interrupted[i % 2] += Rows.of(
                                            killer, verb(i) + COMMITTED + " and random() < 0.7")
                                    .size();
                            waitForStandby(killer, "");
                            OwnServer.sleep(Duration.ofMillis(random.nextInt(50)));
                        }
                    },
                    MOMENT);
        }
        report(interrupted[0] + " connections ended and " + interrupted[1]
                + " calls cancelled after the commit");
        assertThat(interrupted).doesNotContain(0);
        assertThat(crowd.outcomes()).containsKey(Ledger.Outcome.UNKNOWN);
    }

    private static String verb(int i) {
        return i % 2 == 0 ? "select pg_terminate_backend(pid)" : "select pg_cancel_backend(pid)";
    }

    private static void waitForStandby(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("alter system set synchronous_standby_names = '" + name + "'");
            statement.execute("select pg_reload_conf()");
        }
    }

    @Test
    void a_server_that_turns_read_only_fails_calls_and_heals() throws Exception {
        crowd.survive(
                "read-only",
                MOMENT,
                () -> {
                    server.execute("alter system set default_transaction_read_only = on");
                    server.reload();
                    OwnServer.sleep(MOMENT);
                    try (var connection = server.dataSource().getConnection();
                            var statement = connection.createStatement()) {
                        statement.execute("set default_transaction_read_only = off");
                        statement.execute("alter system reset default_transaction_read_only");
                    }
                    server.reload();
                },
                MOMENT);
        report("read-only for a while");
        assertThat(crowd.outcomes()).containsKey(Ledger.Outcome.FAILED);
        assertThat(crowd.outcomes()).doesNotContainKey(Ledger.Outcome.UNKNOWN);
    }

    private void report(String name) {
        System.out.println(crowd.report(name));
        assertThat(crowd.outcomes().get(Ledger.Outcome.DONE)).isPositive();
    }
}
