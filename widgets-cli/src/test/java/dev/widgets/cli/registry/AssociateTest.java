package dev.widgets.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.Ports;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssociateTest {

    private static final CommandDatabase DATABASE = CommandDatabase.create();
    private static final String FREE = """
            serial_number,name,ports,peer_1,peer_2,peer_3\r
            A,a,PPR,,,\r
            B,b,PQ,,,\r
            C,c,PP,,,\r
            """;

    private final Terminal terminal = Terminal.on(DATABASE);

    @BeforeEach
    void three_widgets() {
        DATABASE.clear();
        DATABASE.widgets().add("A", "a", Ports.parse("PPR"));
        DATABASE.widgets().add("B", "b", Ports.parse("PQ"));
        DATABASE.widgets().add("C", "c", Ports.parse("PP"));
    }

    @AfterEach
    void the_registry_is_sound() {
        terminal.run("verify").shows(0, "", "All associations are sound.\n");
    }

    @Test
    void associate_takes_a_port_of_each() {
        terminal.run("associate", "B", "A", "p")
                .shows(0, "", DATABASE.line() + "Associated B and A on P.\n");

        terminal.run("list").shows(0, """
                        SERIAL NUMBER  NAME  PORTS
                        A              a     P->B  P free  R free
                        B              b     P->A  Q free
                        C              c     P free  P free
                        """, "");
    }

    @Test
    void associate_refuses_a_port_that_is_taken() {
        terminal.run("associate", "A", "B", "P");

        refused(
                terminal.run("associate", "C", "B", "P"),
                "The widget has no free port of this type. Every port of type P of \"B\" is in use; its ports are"
                        + " PQ. List widgets that have one with: widgets list --free P");
    }

    @Test
    void associate_refuses_a_port_that_a_widget_lacks() {
        refused(
                terminal.run("associate", "A", "B", "Q"),
                "The widget has no free port of this type. \"A\" has no port of type Q; its ports are PPR."
                        + " List widgets that have one with: widgets list --free Q");
    }

    @Test
    void associate_refuses_a_second_association_on_the_same_port_type() {
        terminal.run("associate", "A", "C", "P");

        refused(
                terminal.run("associate", "C", "A", "P"),
                "The widgets are already associated on this port type. \"C\" and \"A\" are associated on"
                        + " port type P. Show it with: widgets show C");
    }

    @Test
    void associate_refuses_a_widget_with_itself() {
        refused(
                terminal.run("associate", "A", "A", "P"),
                "A widget cannot be associated with itself. Both serial numbers are \"A\".");
        assertNothingChanged();
    }

    @Test
    void associate_refuses_a_widget_that_does_not_exist() {
        refused(
                terminal.run("associate", "X", "A", "P"),
                "The widget does not exist. No widget has the serial number \"X\". List"
                        + " widgets with: widgets list");
        refused(
                terminal.run("associate", "A", "Y", "P"),
                "The widget does not exist. No widget has the serial number \"Y\". List"
                        + " widgets with: widgets list");
        assertNothingChanged();
    }

    @Test
    void associate_refuses_another_type_before_it_looks_for_a_database() {
        terminal.run("associate", "A", "B", "PQ")
                .shows(2, "", "widgets: A port type must be P, Q or R. port is 'PQ'.\n");
    }

    @Test
    void dissociate_frees_both_ports() {
        terminal.run("associate", "A", "B", "P");

        terminal.run("dissociate", "B", "A", "P")
                .shows(0, "", DATABASE.line() + "Dissociated B and A on P.\n");

        assertNothingChanged();
    }

    @Test
    void dissociate_refuses_what_is_not_associated() {
        refused(
                terminal.run("dissociate", "A", "B", "P"),
                "The widgets are not associated on this port type. \"A\" and \"B\" have no association on"
                        + " port type P. Show its peers with: widgets show A");
    }

    @Test
    void dissociate_refuses_a_widget_that_does_not_exist() {
        refused(
                terminal.run("dissociate", "A", "Y", "P"),
                "The widget does not exist. No widget has the serial number \"Y\". List"
                        + " widgets with: widgets list");
    }

    @Test
    void remove_frees_the_ports_at_the_other_ends() {
        terminal.run("associate", "A", "B", "P");
        terminal.run("associate", "A", "C", "P");

        terminal.run("remove", "A").shows(0, "", DATABASE.line() + "Removed A.\n");

        terminal.run("list").shows(0, """
                        SERIAL NUMBER  NAME  PORTS
                        B              b     P free  Q free
                        C              c     P free  P free
                        """, "");
    }

    @Test
    void remove_refuses_a_widget_that_does_not_exist() {
        refused(
                terminal.run("remove", "X"),
                "The widget does not exist. No widget has the serial number \"X\". List"
                        + " widgets with: widgets list");
        assertNothingChanged();
    }

    @Test
    void rename_changes_the_name_and_nothing_else() {
        terminal.run("associate", "A", "B", "P");
        terminal.run("rename", "A", "brass valve")
                .shows(0, "", DATABASE.line() + "Renamed A to \"brass valve\".\n");
        terminal.run("rename", "A", "").shows(0, "", DATABASE.line() + "Renamed A to \"\".\n");
        terminal.run("rename", "A", "a\u0007")
                .shows(0, "", DATABASE.line() + "Renamed A to \"a\\u{7}\".\n");
        assertThat(terminal.run("show", "A", "-o", "json").out())
                .contains("\"name\":\"a\\u0007\"", "[\"B\",null,null]");
    }

    @Test
    void rename_refuses_a_widget_that_does_not_exist_and_a_name_that_is_too_long() {
        refused(
                terminal.run("rename", "X", "x"),
                "The widget does not exist. No widget has the serial number \"X\". List"
                        + " widgets with: widgets list");
        terminal.run("rename", "A", "x".repeat(256))
                .shows(
                        2,
                        "",
                        DATABASE.line() + "widgets: A name must have at most 255 characters."
                                + " name has 256 characters.\n");
        assertNothingChanged();
    }

    private static void refused(Screen screen, String sentence) {
        screen.shows(3, "", DATABASE.line() + "widgets: " + sentence + "\n");
    }

    private void assertNothingChanged() {
        assertThat(terminal.run("list", "-o", "csv").out()).isEqualTo(FREE);
    }
}
