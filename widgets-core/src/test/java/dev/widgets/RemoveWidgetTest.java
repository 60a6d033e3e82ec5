package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RemoveWidgetTest extends SqlTest {

    @Test
    void remove_widget_removes_a_widget() throws Exception {
        widgets.add("a", "", "P");
        widgets.add("b", "", "P");

        assertThat(widgets.remove("a")).isEqualTo("Widget removed.");
        assertThat(table()).containsExactly("b||P|{NULL}");
    }

    @Test
    void remove_widget_frees_the_ports_at_the_other_ends() throws Exception {
        widgets.add("m", "", "PQR");
        widgets.add("a", "", "PPP");
        widgets.add("b", "", "PQQ");
        widgets.add("z", "", "R");
        widgets.associate("a", "b", "P");
        widgets.associate("m", "a", "P");
        widgets.associate("m", "b", "Q");
        widgets.associate("m", "z", "R");
        widgets.remove("m");

        assertThat(table())
                .containsExactly("a||PPP|{b,NULL,NULL}", "b||PQQ|{a,NULL,NULL}", "z||R|{NULL}");
    }

    @Test
    void remove_widget_frees_every_port_of_a_peer_that_it_was_associated_with_twice()
            throws Exception {
        widgets.add("a", "", "PQR");
        widgets.add("b", "", "PQR");
        widgets.associate("a", "b", "P");
        widgets.associate("a", "b", "R");
        widgets.remove("b");

        assertThat(table()).containsExactly("a||PQR|{NULL,NULL,NULL}");
    }

    @Test
    void remove_widget_frees_peers_on_several_ports_of_one_type() throws Exception {
        widgets.add("hub", "", "QQQ");
        for (String leaf : List.of("a", "m", "z")) {
            widgets.add(leaf, "", "QQ");
            widgets.associate(leaf, "hub", "Q");
        }
        widgets.associate("a", "z", "Q");
        widgets.remove("hub");

        assertThat(table())
                .containsExactly("a||QQ|{NULL,z}", "m||QQ|{NULL,NULL}", "z||QQ|{NULL,a}");
    }

    @Test
    void a_serial_number_can_be_used_again_with_other_ports() throws Exception {
        widgets.add("a", "pump", "P");
        widgets.add("b", "", "P");
        widgets.associate("a", "b", "P");
        widgets.remove("a");
        widgets.add("a", "valve", "QR");

        assertThat(table()).containsExactly("a|valve|QR|{NULL,NULL}", "b||P|{NULL}");
    }

    @Test
    void remove_widget_refuses_a_widget_that_is_not_there() throws Exception {
        widgets.add("a", "", "P");

        assertRefused(
                () -> widgets.remove("b"),
                "widget_exists",
                "serial_number",
                "No widget has the serial number \"b\".");
    }

    @Test
    void remove_widget_refuses_what_can_be_no_serial_number() throws Exception {
        String rule = "serial_number_has_1_to_255_characters";
        assertRefused(() -> widgets.remove(null), rule, "serial_number", "serial_number is null.");
        assertRefused(
                () -> widgets.remove(""), rule, "serial_number", "serial_number has 0 characters.");
        assertRefused(
                () -> widgets.remove("x".repeat(256)),
                rule,
                "serial_number",
                "serial_number has 256 characters.");
    }
}
