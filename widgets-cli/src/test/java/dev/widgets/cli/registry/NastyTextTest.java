package dev.widgets.cli.registry;

import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Serial numbers and names that could harm a terminal or break a carelessly written format. */
class NastyTextTest {

    private static final CommandDatabase DATABASE = CommandDatabase.create();
    private static final String RED = "\u001b[31mred";
    private static final String QUOTES = "a,\"b\"\r\nc";

    private final Terminal terminal = Terminal.on(DATABASE);

    @BeforeAll
    static void nasty_widgets() {
        DATABASE.widgets().add(RED, "\u202egnp.exe\u009b2J", Ports.parse("P"));
        DATABASE.widgets().add(QUOTES, "\\ \t'", Ports.parse("PQ"));
        DATABASE.widgets().add("水管", "e\u0301\ud83d\udd27", Ports.parse("Q"));
        DATABASE.widgets().associate(RED, QUOTES, PortType.P);
    }

    @Test
    void tables_show_control_characters_as_escapes_and_align_wide_ones() {
        terminal.run("list").shows(0, """
                        SERIAL NUMBER  NAME                     PORTS
                        \\u{1b}[31mred  \\u{202e}gnp.exe\\u{9b}2J  P->a,"b"\\r\\nc
                        a,"b"\\r\\nc     \\\\ \\t'                   P->\\u{1b}[31mred  Q free
                        水管           e\u0301\ud83d\udd27                      Q free
                        """, "");
    }

    @Test
    void json_escapes_control_characters() {
        terminal.run("list", "-o", "json").shows(0, """
                        [
                        {"serial_number":"\\u001B[31mred","name":"\u202egnp.exe\u009b2J",\
                        "ports":"P","peers":["a,\\"b\\"\\r\\nc"]},
                        {"serial_number":"a,\\"b\\"\\r\\nc","name":"\\\\ \\t'",\
                        "ports":"PQ","peers":["\\u001B[31mred",null]},
                        {"serial_number":"水管","name":"e\u0301\ud83d\udd27",\
                        "ports":"Q","peers":[null]}
                        ]
                        """, "");
    }

    @Test
    void csv_quotes_as_rfc_4180_says() {
        terminal.run("list", "-o", "csv").shows(0, """
                        serial_number,name,ports,peer_1,peer_2,peer_3\r
                        "\u001b[31mred",\u202egnp.exe\u009b2J,P,"a,""b""\r
                        c",,\r
                        "a,""b""\r
                        c",\\ \t',PQ,"\u001b[31mred",,\r
                        水管,e\u0301\ud83d\udd27,Q,,,\r
                        """, "");
    }

    @Test
    void refusals_show_control_characters_as_escapes() {
        terminal.run("add", RED, "again", "P")
                .shows(
                        3,
                        "",
                        DATABASE.line()
                                + "widgets: A widget with this serial number already exists. The serial number"
                                + " \"\\u{1b}[31mred\" is already in use. Show it with: widgets show"
                                + " $'\\U0000001b[31mred'\n");
    }

    @Test
    void notices_show_control_characters_as_escapes() {
        terminal.run("add", "\u0007", "bell", "P")
                .shows(0, "", DATABASE.line() + "Added \\u{7}, ports P.\n");
        terminal.run("remove", "\u0007").shows(0, "", DATABASE.line() + "Removed \\u{7}.\n");
    }

    @Test
    void the_command_for_the_next_page_is_quoted_for_the_shell() {
        Screen first = terminal.run("list", "--limit", "1", "-o", "csv");
        Screen second = terminal.run("list", "--limit", "1", "--after", RED, "-o", "csv");

        org.assertj.core.api.Assertions.assertThat(first.err())
                .isEqualTo(
                        "There are more: widgets list --after=$'\\U0000001b[31mred' --limit 1\n");
        org.assertj.core.api.Assertions.assertThat(second.err())
                .isEqualTo(
                        "There are more: widgets list --after=$'a,\"b\"\\U0000000d\\U0000000ac' --limit 1\n");
    }
}
