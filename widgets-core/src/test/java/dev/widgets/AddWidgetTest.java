package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AddWidgetTest extends SqlTest {

    private static final String NO_SERIAL_NUMBER = "serial_number_has_1_to_255_characters";
    private static final String NO_PORTS = "widget_has_1_to_3_ports";

    @Test
    void add_widget_says_that_it_is_done() throws Exception {
        assertThat(widgets.add("a", "pump", "PR")).isEqualTo("Widget added.");

        assertThat(table()).containsExactly("a|pump|PR|{NULL,NULL}");
    }

    @Test
    void add_widget_takes_every_combination_of_ports_in_any_order() throws Exception {
        List<String> all = new ArrayList<>(List.of(""));
        for (int i = 0; i < all.size(); i++) {
            for (String letter :
                    all.get(i).length() < 3 ? List.of("P", "Q", "R") : List.<String>of()) {
                all.add(all.get(i) + letter);
            }
        }
        TreeSet<String> kept = new TreeSet<>();
        for (String ports : all.subList(1, all.size())) {
            widgets.add(ports, "", ports);
            String sorted = ports.chars()
                    .sorted()
                    .collect(
                            StringBuilder::new,
                            StringBuilder::appendCodePoint,
                            StringBuilder::append)
                    .toString();
            String peers = "NULL" + ",NULL".repeat(ports.length() - 1);
            assertThat(Rows.of(
                            connection,
                            "select * from widgets_store.widgets where serial_number = '" + ports
                                    + "'"))
                    .containsExactly(ports + "||" + sorted + "|{" + peers + "}");
            kept.add(sorted);
        }
        assertThat(all).hasSize(1 + 3 + 9 + 27);
        assertThat(kept).hasSize(19);
    }

    @Test
    void add_widget_takes_an_array_that_is_not_counted_from_1() throws Exception {
        widgets.add("a", "", "[0:1]={Q,P}");

        assertThat(table()).containsExactly("a||PQ|{NULL,NULL}");
        assertThat(Rows.of(connection, "select array_dims(peers) from widgets.widgets"))
                .containsExactly("[1:2]");
    }

    @Test
    void add_widget_takes_a_name_that_another_widget_has() throws Exception {
        widgets.add("a", "pump", "P");
        widgets.add("b", "pump", "P");

        assertThat(table()).hasSize(2);
    }

    @Test
    void add_widget_takes_a_name_of_0_to_255_characters() throws Exception {
        widgets.add("a", "", "P");
        widgets.add("b", "\uD83D\uDD29".repeat(255), "P");

        assertThat(Rows.of(connection, "select length(name) from widgets.widgets order by 1"))
                .containsExactly("0", "255");
    }

    @Test
    void add_widget_refuses_a_serial_number_that_is_taken() throws Exception {
        widgets.add("a", "pump", "P");

        assertRefused(
                () -> widgets.add("a", "valve", "QR"),
                "serial_number_is_unique",
                "serial_number",
                "The serial number \"a\" is already in use.");
    }

    @Test
    void add_widget_refuses_a_serial_number_that_an_associated_widget_has() throws Exception {
        widgets.add("a", "pump", "P");
        widgets.add("b", "pump", "P");
        widgets.associate("a", "b", "P");

        assertRefused(
                () -> widgets.add("a", "pump", "P"),
                "serial_number_is_unique",
                "serial_number",
                "The serial number \"a\" is already in use.");
    }

    @Test
    void add_widget_refuses_what_can_be_no_serial_number() throws Exception {
        assertRefused(
                () -> widgets.add(null, "", "P"),
                NO_SERIAL_NUMBER,
                "serial_number",
                "serial_number is null.");
        assertRefused(
                () -> widgets.add("", "", "P"),
                NO_SERIAL_NUMBER,
                "serial_number",
                "serial_number has 0 characters.");
        assertRefused(
                () -> widgets.add("x".repeat(256), "", "P"),
                NO_SERIAL_NUMBER,
                "serial_number",
                "serial_number has 256 characters.");
    }

    @Test
    void add_widget_refuses_what_can_be_no_name() throws Exception {
        assertRefused(
                () -> widgets.add("a", null, "P"),
                "name_has_at_most_255_characters",
                "name",
                "name is null.");
        assertRefused(
                () -> widgets.add("a", "\uD83D\uDD29".repeat(256), "P"),
                "name_has_at_most_255_characters",
                "name",
                "name has 256 characters.");
    }

    @Test
    void add_widget_refuses_other_than_1_to_3_ports() throws Exception {
        assertPortsRefused(null, "ports is null.");
        assertPortsRefused("{}", "ports has 0 elements.");
        assertPortsRefused("PQRP", "ports has 4 elements.");
        assertPortsRefused("{{P,Q}}", "ports has 2 dimensions.");
        assertPortsRefused("{{P},{Q}}", "ports has 2 dimensions.");
        assertPortsRefused("{{{P}}}", "ports has 3 dimensions.");
        assertPortsRefused("{NULL}", "ports has a null element.");
        assertPortsRefused("{P,NULL,Q}", "ports has a null element.");
    }

    private void assertPortsRefused(String ports, String hint) throws Exception {
        assertRefused(() -> widgets.add("a", "", ports), NO_PORTS, "ports", hint);
    }

    @Test
    void add_widget_rejects_a_port_of_another_letter() throws Exception {
        assertRejected(() -> widgets.add("a", "", "{S}"), "22P02");
        assertRejected(() -> widgets.add("a", "", "{p}"), "22P02");
    }

    @Test
    void add_widget_looks_at_its_input_from_left_to_right_and_then_at_the_registry()
            throws Exception {
        widgets.add("a", "", "P");

        assertRefused(
                () -> widgets.add("", null, null),
                NO_SERIAL_NUMBER,
                "serial_number",
                "serial_number has 0 characters.");
        assertRefused(
                () -> widgets.add("a", null, null),
                "name_has_at_most_255_characters",
                "name",
                "name is null.");
        assertRefused(() -> widgets.add("a", "", "{}"), NO_PORTS, "ports", "ports has 0 elements.");
    }
}
