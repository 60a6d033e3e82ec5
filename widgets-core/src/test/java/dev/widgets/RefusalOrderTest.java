package dev.widgets;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Which refusal wins where several would fit: input, no_self_association, widget_exists (first
 * argument, then second), association_is_unique_per_port or association_exists, port_is_free
 * (first, then second).
 */
class RefusalOrderTest extends SqlTest {

    private static final String NO_SERIAL_NUMBER = "serial_number_has_1_to_255_characters";
    private static final String TOO_LONG = "x".repeat(256);

    private interface TwoWidgets {
        String call(String serialNumber, String peerSerialNumber, String port) throws Exception;
    }

    private List<TwoWidgets> functions;

    @BeforeEach
    void add_widgets() throws Exception {
        functions = List.of(
                (one, other, port) -> widgets.associate(one, other, port),
                (one, other, port) -> widgets.dissociate(one, other, port));
        for (String serialNumber : List.of("a", "b", "c", "d")) {
            widgets.add(serialNumber, "", "PQ");
        }
        widgets.associate("a", "b", "P");
        widgets.associate("c", "d", "P");
    }

    @Test
    void wrong_input_wins_over_everything() throws Exception {
        for (TwoWidgets function : functions) {
            for (String there : List.of("a", "ghost")) {
                for (String port : List.of("P", "Q", "R")) {
                    assertSerialNumberRefused(function, null, there, port, "is null");
                    assertSerialNumberRefused(function, "", there, port, "has 0 characters");
                    assertSerialNumberRefused(
                            function, TOO_LONG, there, port, "has 256 characters");
                }
                assertRefused(
                        () -> function.call("a", there, null),
                        "port_is_p_q_or_r",
                        "port",
                        "port is null.");
                assertRefused(
                        () -> function.call(there, there, null),
                        "port_is_p_q_or_r",
                        "port",
                        "port is null.");
            }
        }
    }

    private void assertSerialNumberRefused(
            TwoWidgets function, String wrong, String there, String port, String why)
            throws Exception {
        assertRefused(
                () -> function.call(wrong, there, port),
                NO_SERIAL_NUMBER,
                "serial_number",
                "serial_number " + why + ".");
        assertRefused(
                () -> function.call(there, wrong, port),
                NO_SERIAL_NUMBER,
                "peer_serial_number",
                "peer_serial_number " + why + ".");
        assertRefused(
                () -> function.call(wrong, wrong, port),
                NO_SERIAL_NUMBER,
                "serial_number",
                "serial_number " + why + ".");
    }

    @Test
    void wrong_input_is_looked_for_from_left_to_right() throws Exception {
        for (TwoWidgets function : functions) {
            assertRefused(
                    () -> function.call("", null, null),
                    NO_SERIAL_NUMBER,
                    "serial_number",
                    "serial_number has 0 characters.");
            assertRefused(
                    () -> function.call("a", "", null),
                    NO_SERIAL_NUMBER,
                    "peer_serial_number",
                    "peer_serial_number has 0 characters.");
        }
    }

    @Test
    void a_widget_with_itself_wins_over_its_not_being_there() throws Exception {
        for (TwoWidgets function : functions) {
            for (String serialNumber : List.of("ghost", "a")) {
                for (String port : List.of("P", "Q", "R")) {
                    assertRefused(
                            () -> function.call(serialNumber, serialNumber, port),
                            "no_self_association",
                            "peer_serial_number",
                            "Both serial numbers are \"" + serialNumber + "\".");
                }
            }
        }
    }

    @Test
    void of_two_widgets_that_are_not_there_the_first_argument_is_blamed() throws Exception {
        for (TwoWidgets function : functions) {
            assertMissing(function, "ghost 1", "ghost 2", "P", "serial_number", "ghost 1");
            assertMissing(function, "ghost 2", "ghost 1", "P", "serial_number", "ghost 2");
        }
    }

    @Test
    void a_widget_that_is_not_there_wins_over_ports_and_associations() throws Exception {
        for (TwoWidgets function : functions) {
            for (String port : List.of("P", "Q", "R")) {
                for (String ghost : List.of("A ghost", "z ghost")) {
                    assertMissing(function, "a", ghost, port, "peer_serial_number", ghost);
                    assertMissing(function, ghost, "a", port, "serial_number", ghost);
                }
            }
        }
    }

    private void assertMissing(
            TwoWidgets function,
            String one,
            String other,
            String port,
            String argument,
            String missing)
            throws Exception {
        assertRefused(
                () -> function.call(one, other, port),
                "widget_exists",
                argument,
                "No widget has the serial number \"" + missing + "\".");
    }

    @Test
    void being_associated_wins_over_having_no_free_port() throws Exception {
        for (String[] pair : new String[][] {{"a", "b"}, {"b", "a"}}) {
            assertRefused(
                    () -> widgets.associate(pair[0], pair[1], "P"),
                    "association_is_unique_per_port",
                    "port",
                    "\"%s\" and \"%s\" are associated on port type P.".formatted(pair[0], pair[1]));
        }
    }

    @Test
    void of_two_widgets_without_a_free_port_the_first_argument_is_blamed() throws Exception {
        for (String[] pair : new String[][] {{"a", "c"}, {"c", "a"}, {"b", "d"}, {"d", "b"}}) {
            assertRefused(
                    () -> widgets.associate(pair[0], pair[1], "P"),
                    "port_is_free",
                    "serial_number",
                    "Every port of type P of \"" + pair[0] + "\" is in use; its ports are PQ.");
            assertRefused(
                    () -> widgets.associate(pair[0], pair[1], "R"),
                    "port_is_free",
                    "serial_number",
                    "\"" + pair[0] + "\" has no port of type R; its ports are PQ.");
        }
    }

    @Test
    void only_the_widget_without_a_free_port_is_blamed() throws Exception {
        widgets.add("0", "", "P");
        widgets.add("e", "", "P");
        for (String free : List.of("0", "e")) {
            assertRefused(
                    () -> widgets.associate(free, "c", "P"),
                    "port_is_free",
                    "peer_serial_number",
                    "Every port of type P of \"c\" is in use; its ports are PQ.");
            assertRefused(
                    () -> widgets.associate("c", free, "P"),
                    "port_is_free",
                    "serial_number",
                    "Every port of type P of \"c\" is in use; its ports are PQ.");
        }
    }
}
