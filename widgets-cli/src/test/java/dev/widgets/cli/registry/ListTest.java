package dev.widgets.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.cli.Program;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.CommandProcess;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListTest {

    private static final CommandDatabase DATABASE = CommandDatabase.create();

    private final Terminal terminal = Terminal.on(DATABASE);

    @TempDir
    private Path folder;

    @BeforeAll
    static void four_widgets() {
        DATABASE.widgets().add("W 1", "pump", Ports.parse("PQ"));
        DATABASE.widgets().add("W 2", "valve", Ports.parse("PRR"));
        DATABASE.widgets().add("W 3", "pump", Ports.parse("Q"));
        DATABASE.widgets().add("w 0", "pump", Ports.parse("P"));
        DATABASE.widgets().associate("W 1", "W 2", PortType.P);
    }

    @Test
    void list_shows_all_in_the_order_of_their_serial_numbers() {
        terminal.run("list").shows(0, """
                        SERIAL NUMBER  NAME   PORTS
                        W 1            pump   P->W 2  Q free
                        W 2            valve  P->W 1  R free  R free
                        W 3            pump   Q free
                        w 0            pump   P free
                        """, "");
    }

    @Test
    void list_says_how_to_get_the_next_page() {
        terminal.run("list", "--limit", "2", "--name=pump")
                .shows(
                        0,
                        """
                        SERIAL NUMBER  NAME  PORTS
                        W 1            pump  P->W 2  Q free
                        W 3            pump  Q free
                        """,
                        "There are more: widgets list --after='W 3' --name=pump --limit 2\n");
    }

    @Test
    void list_gets_the_next_page_and_says_nothing_at_the_end() {
        terminal.run("list", "--after=W 3", "--name=pump", "--limit", "1").shows(0, """
                        SERIAL NUMBER  NAME  PORTS
                        w 0            pump  P free
                        """, "");
    }

    @Test
    void list_shows_widgets_with_a_free_port_of_a_type() {
        terminal.run("list", "--free", "p").shows(0, """
                        SERIAL NUMBER  NAME  PORTS
                        w 0            pump  P free
                        """, "");
    }

    @Test
    void list_takes_serial_numbers_a_prefix_a_peer_a_port_and_the_other_order() {
        assertListed("W 1, W 3", "W 3", "nothing", "W 1");
        assertListed("W 1, W 2, W 3", "--prefix", "W");
        assertListed("w 0, W 3, W 2, W 1", "--descending");
        assertListed("W 2, W 1", "--descending", "--after", "W 3");
        assertListed("W 2", "--peer", "W 1");
        assertListed("W 2", "--peer", "W 1", "--port", "P");
        assertListed("", "--peer", "W 1", "--port", "r");
        assertListed("W 1, W 3", "--port", "Q");
        terminal.run("list", "--port=P", "--prefix=W", "--descending", "--limit=1", "W 1", "W 2")
                .shows(
                        0,
                        """
                        SERIAL NUMBER  NAME   PORTS
                        W 2            valve  P->W 1  R free  R free
                        """,
                        "There are more: widgets list --after='W 2' --prefix=W --port=P --descending"
                                + " --limit 1 -- 'W 1' 'W 2'\n");
    }

    private void assertListed(String serialNumbers, String... options) {
        List<String> arguments = new ArrayList<>(List.of("list", "-o", "csv"));
        arguments.addAll(List.of(options));
        Screen screen = terminal.run(arguments.toArray(String[]::new));
        assertThat(screen.out().lines().skip(1).map(line -> line.split(",", -1)[0]))
                .as(screen.err())
                .containsExactly(
                        serialNumbers.isEmpty() ? new String[0] : serialNumbers.split(", ", -1));
    }

    @Test
    void list_says_so_if_there_is_none() {
        terminal.run("list", "--name", "gauge").shows(0, "", "No widgets found.\n");
        terminal.run("list", "--name", "gauge", "-o", "json")
                .shows(0, "[]\n", "No widgets found.\n");
    }

    @Test
    void list_says_so_if_there_are_no_further_ones() {
        terminal.run("list", "--after", "x").shows(0, "", "No further widgets found.\n");
    }

    @Test
    void pages_of_the_database_do_not_show_in_the_result() {
        CommandDatabase many = CommandDatabase.create();
        Terminal reader = Terminal.on(many);
        reader.run("seed", "-n", "2000");
        assertThat(reader.run("list", "--limit", "1000").err())
                .isEqualTo("There are more: widgets list --after=W-0000001000 --limit 1000\n");
        assertThat(reader.run("list", "--limit", "2001").err()).isEmpty();
        assertThat(reader.run("list", "--limit", "2000").err()).isEmpty();
        assertThat(reader.run("list", "--limit", "1999").out().lines())
                .hasSize(2000)
                .doesNotHaveDuplicates()
                .first()
                .asString()
                .startsWith("SERIAL NUMBER");
        assertThat(reader.run("list", "--limit", "1500", "-o", "csv").out().lines())
                .hasSize(1501);
        assertThat(reader.run("list", "--limit", "1500", "-o", "json").out())
                .startsWith("[\n{\"serial_number\":\"W-0000000001\"")
                .contains("},\n{\"serial_number\":\"W-0000001001\"")
                .endsWith("}\n]\n");
    }

    /** 100,000 widgets with long names in a heap of 24 MB, which cannot hold them all. */
    @ParameterizedTest
    @ValueSource(strings = {"table", "json", "csv"})
    void any_number_of_widgets_takes_little_memory(String format) {
        CommandDatabase many = CommandDatabase.create();
        many.execute("insert into widgets_store.widgets (serial_number, name, ports, peers)"
                + " select 'W-' || i, repeat('long name ', 20), 'P', array[null]"
                + " from generate_series(1, 100000) i");
        Screen screen = CommandProcess.start(
                        folder,
                        Map.of("WIDGETS_URL", many.url(), "JAVA_TOOL_OPTIONS", "-Xmx24m"),
                        "list",
                        "--limit",
                        "5000000",
                        "-o",
                        format)
                .end();
        assertThat(screen.exitCode()).as(screen.err()).isZero();
        assertThat(screen.out().lines().filter(line -> line.contains("long name")))
                .hasSize(100_000);
    }

    @Test
    void a_result_that_cannot_be_written_is_a_failure() throws IOException {
        try (PrintStream full = new PrintStream(Files.newOutputStream(Path.of("/dev/full")))) {
            for (String format : List.of("table", "json", "csv")) {
                ByteArrayOutputStream err = new ByteArrayOutputStream();
                int exitCode = Program.run(
                        terminal.environment(full, new PrintStream(err, true)),
                        "list",
                        "-o",
                        format);
                assertThat(exitCode).isEqualTo(1);
                assertThat(err.toString(StandardCharsets.UTF_8))
                        .isEqualTo("widgets: The result is incomplete: the reader has gone, or the"
                                + " disk is full.\n");
            }
        }
    }

    @Test
    void list_refuses_a_limit_below_1() {
        terminal.run("list", "--limit", "0")
                .shows(2, "", "widgets: The limit must be at least 1. limit is 0.\n");
    }

    @Test
    void list_takes_the_highest_limit_there_is() {
        terminal.run("list", "--limit", "2147483647", "--name", "valve", "-o", "csv")
                .shows(
                        0,
                        "serial_number,name,ports,peer_1,peer_2,peer_3\r\nW 2,valve,PRR,W 1,,\r\n",
                        "");
    }

    @Test
    void list_refuses_a_limit_that_is_no_number() {
        terminal.run("list", "--limit", "many")
                .shows(
                        2,
                        "",
                        "widgets: Invalid value for option '--limit': 'many' is not a whole number. See: widgets"
                                + " list --help\n");
    }

    @Test
    void list_prints_json_with_a_widget_a_line() {
        terminal.run("list", "--limit", "2", "-o", "json")
                .shows(0, """
                        [
                        {"serial_number":"W 1","name":"pump","ports":"PQ","peers":["W 2",null]},
                        {"serial_number":"W 2","name":"valve","ports":"PRR","peers":["W 1",null,null]}
                        ]
                        """, "There are more: widgets list --after='W 2' --limit 2\n");
    }

    @Test
    void show_prints_one_widget_in_each_format() {
        terminal.run("show", "W 2").shows(0, """
                        SERIAL NUMBER  NAME   PORTS
                        W 2            valve  P->W 1  R free  R free
                        """, "");
        terminal.run("show", "W 2", "--output=JSON").shows(0, """
                        {"serial_number":"W 2","name":"valve","ports":"PRR","peers":["W 1",null,null]}
                        """, "");
        terminal.run("show", "W 2", "-ocsv")
                .shows(
                        0,
                        "serial_number,name,ports,peer_1,peer_2,peer_3\r\nW 2,valve,PRR,W 1,,\r\n",
                        "");
    }

    @Test
    void show_refuses_a_widget_that_does_not_exist() {
        terminal.run("show", "X\n1", "-o", "json")
                .shows(
                        3,
                        "",
                        "widgets: No widget has the serial number \"X\\n1\". List widgets with: widgets"
                                + " list\n");
    }

    @Test
    void show_refuses_another_format() {
        terminal.run("show", "W 1", "-o", "xml")
                .shows(
                        2,
                        "",
                        "widgets: Invalid value for option '--output': expected one of [table, json, csv]"
                                + " (case-insensitive) but was 'xml'. See: widgets show --help\n");
    }

    @Test
    void tables_have_a_bold_header_where_colours_are_allowed() {
        terminal.withColours().run("show", "W 3").shows(0, """
                        \u001b[1mSERIAL NUMBER  NAME  PORTS\u001b[0m
                        W 3            pump  Q free
                        """, "");
    }
}
