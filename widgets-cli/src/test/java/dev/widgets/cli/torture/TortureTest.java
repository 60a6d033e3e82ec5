package dev.widgets.cli.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TortureTest {

    private static final CommandDatabase DATABASE = CommandDatabase.create();

    private final Terminal terminal = Terminal.on(DATABASE);

    @TempDir
    private Path home;

    @BeforeEach
    void clear() {
        DATABASE.clear();
    }

    private Path history() {
        return home.resolve("history.tsv");
    }

    private Screen torture(String duration, String... options) {
        List<String> arguments = new ArrayList<>(
                List.of("torture", "--history", history().toString(), "--duration", duration));
        arguments.addAll(List.of(options));
        return terminal.run(arguments.toArray(String[]::new));
    }

    @Test
    void a_database_that_is_named_is_tortured_and_passes() throws IOException {
        DATABASE.widgets().add("torture-left", "", Ports.parse("P"));

        Screen screen = torture("4s", "--seed", "7", "--widgets", "40");

        assertThat(screen.exitCode()).as(screen.toString()).isZero();
        assertThat(screen.out())
                .containsPattern("\nsingular +[1-9]")
                .containsPattern("\ncoalesced +[1-9]")
                .containsPattern("\nwaiting +[1-9]")
                .containsPattern("\nhttp +[1-9]")
                .containsPattern("\nkeyed +[1-9]")
                .containsPattern("\nfaults: .*[1-9]\\d* cut, [1-9]\\d* terminate, [1-9]\\d* cancel,"
                        + " [1-9]\\d* kill-client\n")
                .containsPattern("\nPASSED: ")
                .contains("\nhistory: " + history() + "\n")
                .contains("\nagain:   widgets torture --seed 7 --duration 4s --clients 32"
                        + " --processes 2"
                        + " --widgets 40 --transports"
                        + " singular,coalesced,waiting,http,keyed --faults"
                        + " cut,terminate,cancel,kill-client\n");
        assertThat(screen.err()).startsWith(DATABASE.line()).endsWith("Checking the history ...\n");
        assertThat(DATABASE.query("select count(*) from widgets.widgets")).isEqualTo("0");
        assertThat(Files.readAllLines(history()))
                .anyMatch(line -> line.startsWith("begin\t0.0."))
                .anyMatch(line -> line.startsWith("begin\t1.0."))
                .anyMatch(line -> line.startsWith("fault\t"));
    }

    @Test
    void the_result_comes_as_json_too() {
        Screen screen = torture(
                "1s", "--faults", "none", "--transports", "singular,coalesced", "-o", "json");
        assertThat(screen.exitCode()).as(screen.toString()).isZero();
        assertThat(screen.out())
                .startsWith("{\"verdict\":\"passed\",\"seed\":")
                .contains("\"faults\":{}", "\"violations\":[]", "\"undecided\":[]");
    }

    @Test
    void one_client_is_enough() {
        assertThat(torture("1s", "--faults", "none", "--clients", "1").exitCode())
                .isZero();
    }

    @Test
    void a_database_with_widgets_of_others_is_refused_and_not_changed() {
        DATABASE.widgets().add("torture-left", "", Ports.parse("P"));
        DATABASE.widgets().add("W-1", "", Ports.parse("P"));
        torture("1s")
                .shows(
                        3,
                        "",
                        DATABASE.line()
                                + "widgets: This database contains widgets whose serial numbers"
                                + " do not start with torture-. Use a database without other"
                                + " widgets. Nothing was changed.\n");
        assertThat(DATABASE.query("select count(*) from widgets.widgets")).isEqualTo("2");
        assertThat(history()).doesNotExist();
    }

    @Test
    void widgets_that_others_add_during_a_run_stay_and_their_ports_are_freed() throws Exception {
        try (TortureTable table = TortureTable.open(DATABASE.dataSource())) {
            DATABASE.widgets().add("torture-1", "", Ports.parse("PQ"));
            DATABASE.widgets().add("torture.", "", Ports.parse("P"));
            DATABASE.widgets().add("W-1", "", Ports.parse("PQ"));
            DATABASE.widgets().associate("torture-1", "W-1", PortType.Q);
            DATABASE.widgets().associate("torture.", "W-1", PortType.P);

            assertThat(table.states()).containsOnlyKeys("torture-1");
            table.clear();
            assertThat(table.isStillLocked()).isTrue();
        }
        assertThat(DATABASE.query(
                        "select string_agg(w::text, ' ' order by w.serial_number collate \"C\")"
                                + " from widgets.widgets w"))
                .isEqualTo("(W-1,\"\",PQ,\"{torture.,NULL}\") (torture.,\"\",P,{W-1})");
        assertThat(terminal.run("verify").exitCode()).isZero();
    }

    @Test
    void a_server_of_others_is_not_killed() {
        torture("1s", "--faults", "cut,kill-server")
                .shows(
                        2,
                        "",
                        "widgets: The fault kill-server kills the server, which is allowed only"
                                + " for a temporary one. Specify no database to use a temporary"
                                + " server, or omit the fault.\n");
    }

    @Test
    void a_fault_that_does_not_exist_is_refused() {
        torture("1s", "--faults", "flood")
                .shows(
                        2,
                        "",
                        "widgets: Unknown fault 'flood'; expected none or a comma-separated list"
                                + " of kill-server,kill-backend,cut,terminate,cancel,kill-client,"
                                + "failover.\n");
    }

    @Test
    void numbers_out_of_range_are_refused() {
        assertThat(torture("1s", "--widgets", "1").err())
                .isEqualTo("widgets: --widgets must be from 2 to 1000000, but is 1.\n");
        assertThat(torture("1ms").err()).isEqualTo("widgets: --duration must be at least 1s.\n");
    }
}
