package dev.widgets.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.CitusStandIn;
import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.WidgetRepository;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchTest {

    private static final CommandDatabase DATABASE = CommandDatabase.create();

    private static final String OTHERS = """
            select md5(string_agg(w::text, ' ' order by serial_number))
            from widgets_store.widgets w
            where not (serial_number like 'bench-0%' or name = 'added by widgets bench')
            """;

    private final Terminal terminal = Terminal.on(DATABASE);

    @BeforeEach
    void clear() {
        DATABASE.clear();
        WidgetRepository widgets = DATABASE.widgets();
        for (String serialNumber :
                List.of("W-1", "W-2", "bench-7", "bench-add-7", "bench-addition")) {
            widgets.add(serialNumber, "pump", Ports.parse("PQR"));
        }
        widgets.associate("W-1", "W-2", PortType.P);
        widgets.associate("bench-7", "bench-addition", PortType.Q);
    }

    /** Runs a small benchmark, unless the options say otherwise. */
    private Screen bench(String... options) {
        List<String> arguments = new ArrayList<>(List.of("bench"));
        arguments.addAll(List.of(options));
        Map<String, String> small =
                Map.of("-n", "2000", "-c", "8", "--warmup", "100ms", "-d", "1s");
        small.forEach((name, value) -> {
            if (!arguments.contains(name)) {
                arguments.addAll(List.of(name, value));
            }
        });
        return terminal.run(arguments.toArray(String[]::new));
    }

    /** Returns a figure of one kind of operation from the JSON result. */
    private static double figure(Screen screen, String operation, String name) {
        Matcher matcher = Pattern.compile("\"" + operation + "\":\\{[^}]*\"" + Pattern.quote(name)
                        + "\":([0-9.E+-]+)")
                .matcher(screen.out());
        assertThat(matcher.find()).as(screen.toString()).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"singular", "coalesced", "raw"})
    void each_way_does_operations_none_is_refused_and_the_widgets_of_others_stay(String mode) {
        String others = DATABASE.query(OTHERS);
        Screen screen = bench("--mode", mode, "-o", "json");
        assertThat(screen.exitCode()).as(screen.toString()).isZero();
        assertThat(screen.out()).startsWith("{\"mode\":\"" + mode + "\",\"mix\":");
        for (String operation : List.of("associate", "dissociate", "find", "add", "all")) {
            assertThat(figure(screen, operation, "done")).isPositive();
            assertThat(figure(screen, operation, "refused")).isZero();
            assertThat(figure(screen, operation, "errors")).isZero();
            assertThat(figure(screen, operation, "unknown")).isZero();
        }
        assertThat(figure(screen, "all", "p50_ms"))
                .isPositive()
                .isLessThanOrEqualTo(figure(screen, "all", "p99_9_ms"));
        assertThat(screen.out())
                .contains("\"verified\":{\"state\":\"sound\",\"violations\":0,\"differences\":0}")
                .contains("\"postgresql\":\"18.")
                .contains("\"fsync\":\"off\"")
                .containsPattern("\"samples\":\\[\\{\"second\":0\\.");
        assertThat(DATABASE.query(OTHERS)).isEqualTo(others);
        assertThat(terminal.run("verify").exitCode()).isZero();
    }

    @Test
    void the_result_is_a_table_and_the_rest_goes_to_standard_error() {
        Screen screen = bench("-d", "500ms");
        assertThat(screen.out())
                .startsWith("singular, 8 clients, 8 connections, 2,000 widgets, ")
                .contains("mix associate=40,dissociate=40,find=15,add=3,remove=2, seed 42\n")
                .containsPattern(
                        "\nOPERATION +A SECOND +P50 +P90 +P99 +P99\\.9 +MAX +REFUSED +ERRORS"
                                + " +UNKNOWN\n")
                .containsPattern("\nall +[0-9,]+( +[0-9.]+ m?s){5} +0 +0 +0\n\nVerified: every"
                        + " association is symmetric, ")
                .containsPattern(
                        "\nwidgets .*, Java .*, PostgreSQL 18\\..* on the same machine; \\d+"
                                + " cores?")
                .containsPattern("\nfsync off, synchronous_commit on, ");
        assertThat(screen.err())
                .startsWith(DATABASE.line() + "Seeding   0% ")
                .containsPattern(
                        "\nmeasuring   0:0\\d left +[0-9,]+/s  p50 .* 0 refused  0 errors\n")
                .endsWith("\nVerifying the widgets ...\n");
    }

    @Test
    void a_terminal_shows_one_updated_line() {
        Screen screen = terminal.withProgressBars()
                .run("bench", "-n", "2000", "-c", "2", "--warmup", "0s", "-d", "2s");
        assertThat(screen.err().split("\n", -1))
                .anyMatch(line -> line.split("\u001b\\[\\?7lmeasuring", -1).length > 2);
    }

    @Test
    void a_later_run_with_other_clients_goes_on_with_what_is_there() {
        bench("--mix", "associate=3,add=1", "-d", "300ms");
        String associations =
                "select count(peer) from widgets.slots where serial_number like 'bench-0%'";
        assertThat(DATABASE.query(associations)).isNotEqualTo("0");
        Screen screen = bench(
                "-c",
                "3",
                "--mix",
                "dissociate=1,remove=1",
                "-d",
                "300ms",
                "-o",
                "json",
                "-n",
                "2500");
        assertThat(screen.exitCode()).as(screen.toString()).isZero();
        assertThat(figure(screen, "dissociate", "done")).isPositive();
        assertThat(figure(screen, "remove", "done")).isPositive();
        assertThat(figure(screen, "all", "refused")).isZero();
        assertThat(DATABASE.query(
                        "select count(*) from widgets.widgets where serial_number like 'bench-0%'"))
                .isEqualTo("2500");
    }

    @Test
    void remove_takes_out_the_widgets_of_benchmarks_and_no_others() {
        String others = DATABASE.query(OTHERS);
        bench("-d", "300ms");
        terminal.run("bench", "--remove");
        assertThat(DATABASE.query(OTHERS)).isEqualTo(others);
        assertThat(DATABASE.query("select count(*) from widgets.widgets")).isEqualTo("5");
        terminal.run("bench", "--remove")
                .shows(0, "", DATABASE.line() + "This database contains no benchmark widgets.\n");
    }

    @Test
    void hot_widgets_are_contended_and_what_is_refused_is_counted_apart() {
        Screen screen = bench("--hot", "0.5", "-o", "json");
        assertThat(screen.exitCode()).as(screen.toString()).isZero();
        assertThat(figure(screen, "associate", "refused")).isPositive();
        assertThat(figure(screen, "all", "errors")).isZero();
        assertThat(screen.out()).contains("\"messages\":[\"refused: ");
    }

    @Test
    void a_crossed_threshold_ends_with_99_and_is_named() {
        Screen crossed = bench("--fail-if", "p99>1us, rate<1,errors>0");
        assertThat(crossed.exitCode()).isEqualTo(99);
        assertThat(crossed.out())
                .containsPattern("\nCrossed p99>1us: it is [0-9.,]+ ms\\.\n")
                .doesNotContain("Crossed rate", "Crossed errors");
        assertThat(bench("--fail-if", "rate<1,p99>999s").exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --mode fast              | Invalid value for option '--mode': expected one of [singular, coalesced, waiting, raw] (case-insensitive) but was 'fast'. See: widgets bench --help
            --mix walk=1             | Unknown operation 'walk'; expected associate, dissociate, find, add or remove.
            --mix find               | Invalid mix 'find'; expected weights such as associate=40,find=60.
            --mix find=0             | --mix has no operation with a weight above 0.
            --mix find=1001          | The weight of find must be from 0 to 1000, but is 1001.
            --clients 0              | --clients must be from 1 to 10,000, but is 0.
            --rate 0                 | --rate must be above 0 and at most 10,000,000 operations per second, but is 0.0.
            --duration 30            | The duration must be a number with a unit, such as 30s, 500ms or 2m, not '30'.
            --duration 1ms           | --duration must be from 100ms to 168h, but is 1ms.
            --warmup fast            | The warm-up must be a number with a unit, such as 30s, 500ms or 2m, not 'fast'.
            --widgets 100            | --widgets must be from 136 (two for each of 64 clients and 8 hot ones) to 999,999,999, but is 100.
            --hot 2                  | --hot must be from 0 to 1, but is 2.0.
            --connections 0          | --connections must be from 1 to 1000, but is 0.
            --fail-if p99            | Invalid threshold 'p99'; expected conditions such as p99>20ms,rate<10000.
            --fail-if p99>20         | The threshold 'p99>20' needs a unit (us, ms or s), as in p99>20ms.
            --fail-if rate<1s        | The threshold 'rate<1s' must not have a unit, because rate is a number.
            --fail-if speed<1        | Unknown figure 'speed' in the threshold 'speed<1'; expected rate, p50, p90, p99, p99.9, max, refused, errors or unknown.
            --report /nowhere/a.html | The report cannot be written to /nowhere/a.html. Specify a file in a writable directory.
            """)
    void wrong_options_are_refused_with_the_value(String options, String message) {
        terminal.run(("bench " + options).split(" ", -1))
                .shows(2, "", "widgets: " + message + "\n");
        assertThat(DATABASE.query("select count(*) from widgets.widgets")).isEqualTo("5");
    }

    @Test
    void an_association_that_is_not_sound_ends_with_3() {
        bench("--mix", "find=1", "-d", "100ms");
        DATABASE.execute("update widgets_store.widgets set peers[1] = 'bench-000000002'"
                + " where serial_number = 'bench-000000001'");
        Screen screen = bench("--mix", "find=1", "-d", "100ms");
        assertThat(screen.exitCode()).isEqualTo(3);
        assertThat(screen.out())
                .contains("VERIFICATION FAILED: 1 violations, 0 differences from the reported"
                        + " outcomes;"
                        + " asymmetric: bench-000000001 is associated with"
                        + " bench-000000002 on P.\n");
        assertThat(bench("--mix", "find=1", "-d", "100ms", "--no-verify").out())
                .contains("The widgets were not verified: --no-verify was given.\n");
    }

    /** A table stands in for Citus, see {@link CitusStandIn}. */
    @Test
    void a_table_that_citus_distributes_is_refused() {
        CommandDatabase distributed = CommandDatabase.create();
        distributed.execute(CitusStandIn.INSTALL);
        distributed.execute(CitusStandIn.DISTRIBUTE);
        Terminal.on(distributed)
                .run("bench", "-n", "2000")
                .shows(1, "", distributed.line() + "widgets: " + CitusStandIn.SENTENCE + "\n");
        assertThat(distributed.query("select count(*) from widgets_store.seed_runs"))
                .isEqualTo("0");
    }

    @Test
    void widgets_that_somebody_has_removed_are_missed() {
        bench("-d", "100ms");
        DATABASE.widgets().remove("bench-000000007");
        terminal.run("bench")
                .shows(
                        3,
                        "",
                        DATABASE.line()
                                + "widgets: Only 1999 of the 2000 benchmark widgets are intact."
                                + " Remove them, then start again: widgets bench --remove\n");
    }

    @Test
    void csv_has_a_row_for_each_operation() {
        List<String> lines = bench("-d", "200ms", "-o", "csv", "--mix", "find=1")
                .out()
                .lines()
                .toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .isEqualTo(
                        "operation,done,rate,p50_ms,p90_ms,p99_ms,p99_9_ms,max_ms,refused,errors,unknown");
        assertThat(lines.get(1)).matches("find,\\d+,.*,0,0,0");
        assertThat(lines.get(2)).matches("all,\\d+,.*,0,0,0");
    }
}
