package dev.widgets.cli.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.CommandProcess;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills processes while they seed. */
class SeedCrashTest {

    private static final CommandDatabase DATABASE = CommandDatabase.create();

    /** Large enough to leave two blocks after 90 %. */
    private static final String COUNT = "600000";

    private static final int BLOCKS = 12;

    /** A hash of all widgets, in any order. */
    private static final String CONTENT =
            "select count(*) || ' ' || sum(hashtextextended(w::text, 0)) from widgets_store.widgets w";

    /** The hash of an undisturbed run. */
    private static String expected = "";

    private final Terminal terminal = Terminal.on(DATABASE);

    @TempDir
    private Path home;

    @BeforeEach
    void prepare() {
        DATABASE.clear();
        if (expected.isEmpty()) {
            expected = result(terminal.run("seed", "--count", COUNT));
            assertThat(terminal.run("verify").exitCode()).isZero();
            DATABASE.clear();
        }
    }

    private static String result(Screen screen) {
        assertThat(screen.exitCode()).as(screen.toString()).isZero();
        return screen.out().replaceAll("(?s).*checksum ([0-9a-f]{8}).*", "$1") + " "
                + DATABASE.query(CONTENT);
    }

    private CommandProcess seeding() {
        return CommandProcess.start(
                home, Map.of("WIDGETS_URL", DATABASE.url()), "seed", "--count", COUNT);
    }

    private static boolean isBegun() {
        return DATABASE.query("select count(*) from widgets_store.seed_runs").equals("1");
    }

    private static int blocks() {
        return Integer.parseInt(DATABASE.query("select count(*) from widgets_store.seed_blocks"));
    }

    /** Resumes the run and expects the result of an undisturbed one. */
    private void goesOn() {
        assertThat(terminal.run("verify").exitCode()).isZero();
        assertThat(result(terminal.run("seed", "--resume"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 50, 90})
    void a_killed_run_goes_on_to_the_same_widgets(int percent) {
        CommandProcess process = seeding();
        CommandProcess.await(percent + " %", () -> isBegun() && blocks() >= BLOCKS * percent / 100);
        process.kill();
        assertThat(blocks()).isLessThan(BLOCKS);
        goesOn();
    }

    /** Waits until everything is sent and the last block is not yet recorded. */
    @Test
    void a_run_killed_at_its_last_block_goes_on() throws Exception {
        try (Connection blocker = DATABASE.dataSource().getConnection()) {
            blocker.setAutoCommit(false);
            CommandProcess process = seeding();
            CommandProcess.await("the run begins", SeedCrashTest::isBegun);
            blocker.createStatement()
                    .execute("insert into widgets_store.seed_blocks (run, block) values (1, 11)");
            CommandProcess.await(
                    "it waits to write down the last block",
                    () -> blocks() == BLOCKS - 1 && waits("insert into widgets_store.seed_blocks"));
            process.kill();
        }
        goesOn();
    }

    /** Returns whether a statement that begins like this waits for a lock. */
    private static boolean waits(String statement) {
        return DATABASE.query("""
                select count(*)
                from pg_stat_activity
                where starts_with(ltrim(query), '%s') and wait_event_type = 'Lock'
                  and datname = current_database()""".formatted(statement)).equals("1");
    }

    @Test
    void a_run_killed_while_it_vacuums_goes_on() throws Exception {
        try (Connection blocker = DATABASE.dataSource().getConnection()) {
            blocker.setAutoCommit(false);
            blocker.createStatement()
                    .execute("lock table widgets_store.widgets in share update exclusive mode");
            CommandProcess process = seeding();
            CommandProcess.await("it waits to vacuum", () -> waits("vacuum"));
            process.kill();
        }
        assertThat(blocks()).isEqualTo(BLOCKS);
        goesOn();
    }

    @Test
    void an_interrupted_run_says_what_is_in_and_how_to_go_on() {
        CommandProcess process = seeding();
        CommandProcess.await("the first block", () -> blocks() > 0);
        process.interrupt();
        Screen screen = process.end();
        assertThat(screen.exitCode()).isEqualTo(CommandProcess.interrupted());
        assertThat(screen.err())
                .containsPattern(
                        "widgets: Seeding was stopped\\. Run 1 has written widgets 1 to [\\d,]+.*;"
                                + " continue with widgets seed --resume --run 1, or remove them with widgets seed"
                                + " --remove --run 1\\.\n");
        goesOn();
    }

    @Test
    void a_server_that_ends_the_connection_ends_the_run_and_says_how_to_go_on() {
        CommandProcess process = seeding();
        CommandProcess.await("the first block", () -> blocks() > 0);
        DATABASE.query("""
                select count(pg_terminate_backend(pid))
                from pg_stat_activity
                where datname = current_database() and query like 'copy%'""");
        Screen screen = process.end();
        assertThat(screen.exitCode()).isEqualTo(4);
        assertThat(screen.err()).contains("continue with widgets seed --resume --run 1");
        goesOn();
    }
}
