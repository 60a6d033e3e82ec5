package dev.widgets.cli.registry;

import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.Terminal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ListTest {

    private static final CommandDatabase DATABASE = CommandDatabase.create();

    private final Terminal terminal = Terminal.on(DATABASE);

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
    void list_says_so_if_there_is_none() {
        terminal.run("list", "--name", "gauge").shows(0, "", "There is no such widget.\n");
        terminal.run("list", "--name", "gauge", "-o", "json")
                .shows(0, "[]\n", "There is no such widget.\n");
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
                        "widgets: Invalid value for option '--limit': 'many' is not an int. See: widgets"
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
                        "widgets: There is no widget with the serial number \"X\\n1\". See which there are"
                                + " with: widgets list\n");
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
