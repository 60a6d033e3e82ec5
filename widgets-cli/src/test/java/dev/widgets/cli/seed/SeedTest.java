package dev.widgets.cli.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedTest {

    private static final CommandDatabase DATABASE = CommandDatabase.create();

    private static final String STORED = "select count(*) from widgets_store.widgets";

    private final Terminal terminal = Terminal.on(DATABASE);

    @BeforeEach
    void clear() {
        DATABASE.clear();
    }

    @Test
    void seed_adds_widgets_and_summarizes_them() {
        Screen screen = terminal.run("seed", "-n", "1000");
        assertThat(screen.exitCode()).isZero();
        assertThat(screen.out()).matches("""
                        1,000 widgets, W-0000000001 to W-0000001000, in \\d+\\.\\d s
                        [\\d,]+ ports, [\\d,]+ of them taken \\((49|50)\\.\\d %\\)
                        checksum [0-9a-f]{8}, run 1
                        """);
        assertThat(screen.err())
                .matches(Pattern.quote(DATABASE.line())
                        + "Seeding   0% \\[ +\\]    0/1000 widgets \\(0:00:00 / \\?\\) \\? widgets/s\n"
                        + "Seeding 100% \\[=+\\] 1000/1000 widgets \\(0:00:0\\d / 0:00:00\\) .* widgets/s\n"
                        + "Vacuuming and analyzing \\.\\.\\.\n");
        assertThat(terminal.run("verify").exitCode()).isZero();
        assertThat(DATABASE.query(STORED)).isEqualTo("1000");
    }

    @Test
    void a_terminal_shows_one_updated_line() {
        Screen screen = terminal.withProgressBars().run("seed", "-n", "200000");
        assertThat(screen.err()).contains("\u001b[?7lSeeding   0% [");
        assertThat(screen.err()).contains("\u001b[?7lSeeding 100% [=");
        assertThat(screen.err().split("\n", -1)).hasSize(4);
        assertThat(DATABASE.query(STORED)).isEqualTo("200000");
    }

    @Test
    void the_options_determine_the_widgets() {
        Screen screen = terminal.run(
                "seed",
                "-n",
                "300",
                "--serials",
                "PUMP %03d",
                "--start",
                "7",
                "--ports",
                "QQ=1",
                "--associated",
                "1",
                "--seed",
                "1",
                "--jobs",
                "3");
        assertThat(screen.out())
                .startsWith("300 widgets, PUMP 007 to PUMP 306, in ")
                .contains("600 ports, 600 of them taken (100.0 %)");
        assertThat(DATABASE.query("select string_agg(distinct ports, ' ') from widgets.widgets"))
                .isEqualTo("QQ");
    }

    @Test
    void singular_shows_the_rate_and_leads_to_the_same_checksum() {
        String bulk = checksum(terminal.run("seed", "-n", "500"));
        DATABASE.clear();
        Screen screen = terminal.run("seed", "-n", "500", "--singular");
        assertThat(screen.out()).containsPattern("\n[\\d,]+ operations, [\\d,]+ a second\n");
        assertThat(checksum(screen)).isEqualTo(bulk);
        assertThat(terminal.run("verify").exitCode()).isZero();
    }

    private static String checksum(Screen screen) {
        return screen.out().replaceAll("(?s).*checksum ([0-9a-f]{8}).*", "$1");
    }

    @Test
    void dry_run_says_what_would_be_done_and_does_nothing() {
        terminal.run("seed", "-n", "5000000", "-j", "4", "--dry-run")
                .shows(
                        0,
                        "Would add 5,000,000 widgets, W-0000000001 to W-0005000000, with about 10,000,000 ports,"
                                + " 50.0 % of them taken,\nto " + DATABASE.description()
                                + ", over 4 connections. Nothing was changed.\n",
                        "");
        assertThat(DATABASE.query(STORED)).isEqualTo("0");
    }

    @Test
    void runs_are_listed_and_removed() {
        terminal.run("seed", "-n", "100");
        terminal.run("seed", "-n", "50", "--start", "101", "--seed", "7");
        terminal.run("seed", "--runs").shows(0, """
                RUN  STATE   WIDGETS  PLANNED  FIRST         LAST          SEED  ASSOCIATED
                  1  loaded      100      100  W-0000000001  W-0000000100    42  0.5
                  2  loaded       50       50  W-0000000101  W-0000000150     7  0.5
                """, "");
        terminal.run("seed", "--remove")
                .shows(
                        2,
                        "",
                        DATABASE.line()
                                + "widgets: There are 2 runs: choose one with --run. List runs with: widgets"
                                + " seed --runs\n");
        terminal.run("seed", "--remove", "--run", "1", "--dry-run")
                .shows(
                        0,
                        "Would remove run 1: 100 widgets. Nothing was changed.\n",
                        DATABASE.line());
        Screen removed = terminal.run("seed", "--remove", "--run", "1");
        assertThat(removed.exitCode()).isZero();
        assertThat(removed.err()).endsWith("Removed run 1: 100 widgets.\n");
        assertThat(terminal.run("seed", "--remove").err()).endsWith("Removed run 2: 50 widgets.\n");
        terminal.run("seed", "--remove")
                .shows(
                        3,
                        "",
                        DATABASE.line() + "widgets: This database contains no seeding runs.\n");
        assertThat(DATABASE.query(STORED)).isEqualTo("0");
    }

    @Test
    void a_taken_serial_number_is_named_and_changes_nothing() {
        terminal.run("add", "W-0000000005", "mine", "P");
        Screen careful = terminal.run("seed", "-n", "10");
        assertThat(careful.exitCode()).isEqualTo(3);
        assertThat(careful.err())
                .endsWith("widgets: The database contains widgets that were not seeded, such as"
                        + " \"W-0000000005\". To add test widgets to them, repeat the command with"
                        + " --yes.\n");
        Screen screen = terminal.run("seed", "-n", "10", "--yes");
        assertThat(screen.exitCode()).isEqualTo(3);
        assertThat(screen.err())
                .endsWith(
                        "widgets: The serial number \"W-0000000005\" is taken; choose another --start or"
                                + " another pattern with --serials. Nothing was changed.\n");
        assertThat(DATABASE.query(STORED)).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            seed                                 | Give one of --count, --resume, --remove and --runs. See: widgets seed --help
            seed -n 5 --remove                   | Give one of --count, --resume, --remove and --runs. See: widgets seed --help
            seed -n 0                            | The count must be at least 1, not 0.
            seed -n x                            | Invalid value for option '--count': 'x' is not a whole number. See: widgets seed --help
            seed -n 5 --associated 2             | The share of ports that are taken must be 0 to 1, not 2.0.
            seed -n 5 --jobs 0                   | The number of jobs must be 1 to 64, not 0.
            seed -n 5 --ports P                  | Port weights must have the form P=1,QQ=2,PRR=1, unlike 'P'.
            seed -n 5 --ports S=1                | A widget must have 1 to 3 ports, each of type P, Q or R. ports is 'S'.
            seed -n 5 --serials W                | A pattern of serial numbers must contain %d once, or %010d for ten digits, and %% for a percent sign, such as W-%010d, unlike 'W'.
            seed -n 5 --csv - --singular         | --csv requires --count and excludes --singular and --resume.
            seed --runs --dry-run                | --dry-run excludes --runs.
            seed -n 5 --run 1                    | --run requires --resume or --remove.
            """)
    void wrong_options_are_refused_with_the_value(String line, String message) {
        terminal.run(line.split(" ", -1)).shows(2, "", "widgets: " + message + "\n");
        assertThat(DATABASE.query(STORED)).isEqualTo("0");
    }

    @Test
    void resume_without_a_run_is_refused() {
        terminal.run("seed", "--resume")
                .shows(
                        3,
                        "",
                        DATABASE.line()
                                + "widgets: There is no run to resume: all runs are complete.\n");
        terminal.run("seed", "-n", "5");
        terminal.run("seed", "--resume", "--run", "1")
                .shows(
                        3,
                        "",
                        DATABASE.line()
                                + "widgets: Run 1 is complete: there is nothing to resume.\n");
        assertThat(terminal.run("seed", "--resume", "--run", "9").err())
                .endsWith("widgets: There is no run 9. List runs with: widgets seed --runs\n");
    }

    @Test
    void a_half_done_run_shows_what_is_there() {
        terminal.run("seed", "-n", "100010", "--start", "49991");
        DATABASE.execute("update widgets_store.seed_runs set state = 'loading'");
        DATABASE.execute("delete from widgets_store.widgets where serial_number > 'W-0000100000'");
        DATABASE.execute("delete from widgets_store.seed_blocks where block = 2");
        terminal.run("seed", "--runs").shows(0, """
                RUN  STATE    WIDGETS  PLANNED  FIRST         LAST          SEED  ASSOCIATED
                  1  loading   50,010  100,010  W-0000049991  W-0000150000    42  0.5
                """, "");
        assertThat(terminal.run("seed", "--resume", "--dry-run").out())
                .isEqualTo("Would resume run 1: 50,000 widgets. Nothing was changed.\n");
    }

    @Test
    void runs_of_bench_are_left_to_bench() {
        terminal.run("seed", "-n", "10", "--serials", "bench-%09d");
        assertThat(terminal.run("seed", "--runs", "-o", "json").out()).isEqualTo("[]\n");
        assertThat(terminal.run("seed", "--remove").err())
                .endsWith("widgets: This database contains no seeding runs.\n");
        assertThat(terminal.run("seed", "--remove", "--run", "1").err())
                .endsWith("widgets: Run 1 belongs to widgets bench. Remove it with: widgets bench"
                        + " --remove\n");
    }

    @Test
    void resume_takes_the_options_of_the_run_and_refuses_others() {
        terminal.run("seed", "-n", "5");
        DATABASE.execute("update widgets_store.seed_runs set state = 'loading'");
        Screen other = terminal.run("seed", "--resume", "--seed", "43");
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.err()).contains("Run 1 was started with --count 5 --start 1 --seed 42 ");
        assertThat(terminal.run("seed", "--count", "5", "--seed", "42", "--resume")
                        .exitCode())
                .isZero();
    }
}
