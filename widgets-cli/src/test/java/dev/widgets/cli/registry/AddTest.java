package dev.widgets.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.Terminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AddTest {

    private static final CommandDatabase DATABASE = CommandDatabase.create();

    private final Terminal terminal = Terminal.on(DATABASE);

    @BeforeEach
    void clear() {
        DATABASE.clear();
    }

    @Test
    void add_says_which_database_it_writes_to_and_what_it_did() {
        terminal.run("add", "W-1", "Copper valve", "QP")
                .shows(0, "", DATABASE.line() + "Added W-1, ports PQ.\n");

        terminal.run("show", "W-1").shows(0, """
                        SERIAL NUMBER  NAME          PORTS
                        W-1            Copper valve  P free  Q free
                        """, "");
    }

    @Test
    void add_takes_ports_in_lower_case_and_as_a_list() {
        terminal.run("add", "W-1", "", "r, p,p")
                .shows(0, "", DATABASE.line() + "Added W-1, ports PPR.\n");
    }

    @Test
    void add_refuses_a_serial_number_that_is_taken() {
        DATABASE.widgets().add("W 1", "first", dev.widgets.Ports.parse("P"));

        terminal.run("add", "W 1", "second", "Q")
                .shows(
                        3,
                        "",
                        DATABASE.line()
                                + "widgets: A widget with this serial number already exists. The serial number"
                                + " \"W 1\" is already in use. Show it with: widgets show 'W 1'\n");

        assertThat(DATABASE.widgets().find("W 1").orElseThrow().name()).isEqualTo("first");
    }

    @Test
    void add_refuses_an_empty_serial_number() {
        terminal.run("add", "", "pump", "P")
                .shows(
                        2,
                        "",
                        DATABASE.line()
                                + "widgets: A serial number must have 1 to 255 characters. serial_number has 0"
                                + " characters.\n");
    }

    @Test
    void add_refuses_a_serial_number_of_256_characters() {
        terminal.run("add", "x".repeat(256), "pump", "P")
                .shows(
                        2,
                        "",
                        DATABASE.line()
                                + "widgets: A serial number must have 1 to 255 characters. serial_number has 256"
                                + " characters.\n");
    }

    @Test
    void add_refuses_a_name_of_256_characters() {
        terminal.run("add", "W-1", "x".repeat(256), "P")
                .shows(
                        2,
                        "",
                        DATABASE.line()
                                + "widgets: A name must have at most 255 characters. name has 256 characters.\n");
    }

    @Test
    void add_refuses_ports_of_other_types_before_it_looks_for_a_database() {
        new Terminal()
                .with("WIDGETS_URL", "postgresql://127.0.0.1:1/nowhere")
                .run("add", "W-1", "pump", "PX")
                .shows(
                        2,
                        "",
                        "widgets: A widget must have 1 to 3 ports, each of type P, Q or R. ports is 'PX'.\n");
    }

    @Test
    void add_refuses_four_ports() {
        terminal.run("add", "W-1", "pump", "PPQR")
                .shows(
                        2,
                        "",
                        "widgets: A widget must have 1 to 3 ports, each of type P, Q or R. ports has 4 elements.\n");
    }

    @Test
    void add_refuses_no_ports() {
        terminal.run("add", "W-1", "pump", "")
                .shows(
                        2,
                        "",
                        "widgets: A widget must have 1 to 3 ports, each of type P, Q or R. ports has 0 elements.\n");
    }

    @Test
    void add_refuses_text_that_postgresql_cannot_store() {
        terminal.run("add", "W\u00001", "pump", "P")
                .shows(
                        2,
                        "",
                        DATABASE.line()
                                + "widgets: A text must not contain NUL characters or unpaired surrogates."
                                + " serial_number has a NUL character at index 1.\n");
        terminal.run("add", "W-1", "\ud800", "P")
                .shows(
                        2,
                        "",
                        DATABASE.line()
                                + "widgets: A text must not contain NUL characters or unpaired surrogates."
                                + " name has an unpaired surrogate at index 0.\n");
    }

    @Test
    void add_takes_a_serial_number_that_begins_with_a_hyphen_after_two_hyphens() {
        terminal.run("add", "--", "-7", "pump", "P")
                .shows(0, "", DATABASE.line() + "Added -7, ports P.\n");
        terminal.run("add", "--", "-7", "pump", "P")
                .shows(
                        3,
                        "",
                        DATABASE.line()
                                + "widgets: A widget with this serial number already exists. The serial number"
                                + " \"-7\" is already in use. Show it with: widgets show -- -7\n");
    }

    @Test
    void an_unknown_option_hints_at_the_double_hyphen() {
        terminal.run("add", "-x", "pump", "P")
                .shows(
                        2,
                        "",
                        "widgets: There is no option '-x'. To pass it as an argument, put -- before it."
                                + " See: widgets add --help\n");
    }

    @Test
    void add_takes_a_serial_number_that_looks_like_an_argument_file() {
        terminal.run("add", "@/etc/passwd", "pump", "P")
                .shows(0, "", DATABASE.line() + "Added @/etc/passwd, ports P.\n");
    }

    @Test
    void add_says_which_argument_is_missing_or_too_many() {
        terminal.run("add", "W-1", "pump")
                .shows(
                        2,
                        "",
                        "widgets: Missing required parameter: 'PORTS'. See: widgets add --help\n");
        terminal.run("add", "W-1", "pump", "P", "Q")
                .shows(2, "", "widgets: Unexpected argument: 'Q'. See: widgets add --help\n");
    }
}
