package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssociateWidgetsTest extends SqlTest {

    @BeforeEach
    void add_widgets() throws Exception {
        widgets.add("a", "", "PQR");
        widgets.add("b", "", "PQR");
        widgets.add("c", "", "PPR");
        widgets.add("d", "", "PPP");
    }

    @Test
    void associate_widgets_takes_a_port_of_each() throws Exception {
        assertThat(widgets.associate("a", "b", "Q")).isEqualTo("Widgets associated.");

        assertThat(table()).startsWith("a||PQR|{NULL,b,NULL}", "b||PQR|{NULL,a,NULL}");
    }

    @Test
    void associate_widgets_takes_either_first() throws Exception {
        widgets.associate("b", "a", "R");

        assertThat(table()).startsWith("a||PQR|{NULL,NULL,b}", "b||PQR|{NULL,NULL,a}");
    }

    @Test
    void associate_widgets_takes_a_pair_once_on_each_port_type() throws Exception {
        widgets.associate("a", "b", "P");
        widgets.associate("b", "a", "Q");
        widgets.associate("a", "b", "R");

        assertThat(table()).startsWith("a||PQR|{b,b,b}", "b||PQR|{a,a,a}");
    }

    @Test
    void associate_widgets_takes_different_peers_on_ports_of_one_type() throws Exception {
        widgets.associate("c", "a", "P");
        widgets.associate("c", "d", "P");
        widgets.associate("b", "d", "P");

        assertThat(table())
                .containsExactly(
                        "a||PQR|{c,NULL,NULL}",
                        "b||PQR|{d,NULL,NULL}",
                        "c||PPR|{a,d,NULL}",
                        "d||PPP|{c,b,NULL}");
    }

    @Test
    void associate_widgets_fills_a_port_that_became_free_between_taken_ones() throws Exception {
        widgets.associate("d", "a", "P");
        widgets.associate("d", "b", "P");
        widgets.associate("d", "c", "P");
        widgets.dissociate("d", "b", "P");
        widgets.add("e", "", "P");
        widgets.associate("d", "e", "P");

        assertThat(table()).contains("d||PPP|{a,e,c}");
    }

    @Test
    void associate_widgets_refuses_a_port_that_is_taken() throws Exception {
        widgets.associate("a", "c", "P");

        assertRefused(
                () -> widgets.associate("a", "b", "P"),
                "port_is_free",
                "serial_number",
                "Every port of type P of \"a\" is in use; its ports are PQR.");
        assertRefused(
                () -> widgets.associate("b", "a", "P"),
                "port_is_free",
                "peer_serial_number",
                "Every port of type P of \"a\" is in use; its ports are PQR.");
    }

    @Test
    void associate_widgets_refuses_when_every_port_of_a_type_is_taken() throws Exception {
        widgets.associate("c", "a", "P");
        widgets.associate("c", "b", "P");

        assertRefused(
                () -> widgets.associate("c", "d", "P"),
                "port_is_free",
                "serial_number",
                "Every port of type P of \"c\" is in use; its ports are PPR.");
    }

    @Test
    void associate_widgets_refuses_a_widget_without_such_a_port() throws Exception {
        assertRefused(
                () -> widgets.associate("a", "c", "Q"),
                "port_is_free",
                "peer_serial_number",
                "\"c\" has no port of type Q; its ports are PPR.");
        assertRefused(
                () -> widgets.associate("d", "a", "R"),
                "port_is_free",
                "serial_number",
                "\"d\" has no port of type R; its ports are PPP.");
    }

    /**
     * strpos is 0 for a letter that ports lacks, and array_position then looks from the start on.
     */
    @Test
    void associate_widgets_takes_no_free_port_of_another_type() throws Exception {
        for (String ports : new String[] {"P", "Q", "R", "QR", "PPR"}) {
            widgets.add(ports, "", ports);
        }
        widgets.associate("PPR", "a", "P");

        assertLacks("P", "Q", "R", "serial_number", "P");
        assertLacks("P", "Q", "P", "peer_serial_number", "Q");
        assertLacks("Q", "P", "P", "serial_number", "Q");
        assertLacks("R", "QR", "Q", "serial_number", "R");
        assertLacks("QR", "R", "Q", "peer_serial_number", "R");
        assertLacks("QR", "PPR", "P", "serial_number", "QR");
        assertLacks("QR", "PPR", "Q", "peer_serial_number", "PPR");
        assertLacks("PPR", "QR", "Q", "serial_number", "PPR");
        assertLacks("PPR", "a", "Q", "serial_number", "PPR");
        assertLacks("a", "PPR", "Q", "peer_serial_number", "PPR");
    }

    private void assertLacks(String one, String other, String port, String argument, String lacking)
            throws Exception {
        assertRefused(
                () -> widgets.associate(one, other, port),
                "port_is_free",
                argument,
                "\"%s\" has no port of type %s; its ports are %s."
                        .formatted(lacking, port, lacking));
    }

    @Test
    void associate_widgets_refuses_a_pair_twice_on_a_port_type() throws Exception {
        widgets.associate("c", "d", "P");

        assertRefused(
                () -> widgets.associate("c", "d", "P"),
                "association_is_unique_per_port",
                "port",
                "\"c\" and \"d\" are associated on port type P.");
        assertRefused(
                () -> widgets.associate("d", "c", "P"),
                "association_is_unique_per_port",
                "port",
                "\"d\" and \"c\" are associated on port type P.");
    }

    @Test
    void associate_widgets_refuses_a_widget_with_itself() throws Exception {
        assertRefused(
                () -> widgets.associate("d", "d", "P"),
                "no_self_association",
                "peer_serial_number",
                "Both serial numbers are \"d\".");
    }

    @Test
    void associate_widgets_refuses_a_widget_that_is_not_there() throws Exception {
        assertRefused(
                () -> widgets.associate("ghost", "a", "P"),
                "widget_exists",
                "serial_number",
                "No widget has the serial number \"ghost\".");
        assertRefused(
                () -> widgets.associate("a", "ghost", "P"),
                "widget_exists",
                "peer_serial_number",
                "No widget has the serial number \"ghost\".");
        assertRefused(
                () -> widgets.associate("a", "A", "P"),
                "widget_exists",
                "peer_serial_number",
                "No widget has the serial number \"A\".");
    }

    @Test
    void associate_widgets_rejects_a_port_of_another_letter() throws Exception {
        assertRejected(() -> widgets.associate("a", "b", "S"), "22P02");
        assertRejected(() -> widgets.associate("a", "b", ""), "22P02");
    }
}
