package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** get_widget, the views and sizes(). */
class ReadingTest extends SqlTest {

    @BeforeEach
    void add_widgets() throws Exception {
        widgets.add("a", "pump", "RPP");
        widgets.add("b", "", "P");
        widgets.associate("a", "b", "P");
    }

    @Test
    void get_widget_answers_a_widget_with_its_ports_and_peers() throws Exception {
        assertThat(Rows.of(connection, "select * from widgets.get_widget('a')"))
                .containsExactly("a|pump|PPR|{b,NULL,NULL}");
        assertThat(widgets.get("b")).isEqualTo("(b,\"\",P,{a})");
    }

    @Test
    void get_widget_names_its_columns() throws Exception {
        assertThat(Rows.of(connection, "select to_json(w) from widgets.get_widget('b') w"))
                .containsExactly(
                        "{\"serial_number\":\"b\",\"name\":\"\",\"ports\":\"P\",\"peers\":[\"a\"]}");
    }

    @Test
    void get_widget_refuses_a_widget_that_is_not_there() throws Exception {
        assertRefused(
                () -> widgets.get("ghost"),
                "widget_exists",
                "serial_number",
                "No widget has the serial number \"ghost\".");
    }

    @Test
    void get_widget_refuses_what_can_be_no_serial_number() throws Exception {
        String rule = "serial_number_has_1_to_255_characters";
        assertRefused(() -> widgets.get(null), rule, "serial_number", "serial_number is null.");
        assertRefused(
                () -> widgets.get(""), rule, "serial_number", "serial_number has 0 characters.");
        assertRefused(
                () -> widgets.get("x".repeat(256)),
                rule,
                "serial_number",
                "serial_number has 256 characters.");
    }

    @Test
    void the_view_widgets_shows_every_widget() throws Exception {
        assertThat(Rows.of(connection, "select * from widgets.widgets order by serial_number"))
                .containsExactly("a|pump|PPR|{b,NULL,NULL}", "b||P|{a}");
    }

    @Test
    void the_view_slots_shows_every_port() throws Exception {
        assertThat(Rows.of(connection, "select * from widgets.slots order by serial_number, slot"))
                .containsExactly("a|1|P|b", "a|2|P|null", "a|3|R|null", "b|1|P|a");
    }

    @Test
    void the_views_are_ordered_by_code_points() throws Exception {
        widgets.add("B", "", "P");
        widgets.add("\u00E4", "", "P");

        assertThat(Rows.of(connection, "select serial_number from widgets.widgets order by 1"))
                .containsExactly("B", "a", "b", "\u00E4");
    }

    @Test
    void the_views_cannot_be_written_by_halves() throws Exception {
        assertRejected(() -> Rows.of(connection, "delete from widgets.slots returning 1"), "55000");
    }

    @Test
    void sizes_tells_the_bytes_of_the_table_and_of_its_index() throws Exception {
        assertThat(Rows.of(connection, "select relation, bytes > 0 from widgets_admin.sizes()"))
                .containsExactly("table|t", "index|t");
    }

    @Test
    void release_is_a_whole_number() throws Exception {
        assertThat(Rows.of(connection, "select widgets_admin.release() >= 1")).containsExactly("t");
    }
}
