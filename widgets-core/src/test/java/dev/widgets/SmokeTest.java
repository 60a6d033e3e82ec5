package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every function once, and a small swarm, for each version of PostgreSQL. */
@Tag("matrix")
class SmokeTest extends SqlTest {

    @Test
    void every_function_does_what_it_says() throws Exception {
        assertThat(widgets.add("a", "pump", "RPP")).isEqualTo("Widget added.");
        assertThat(widgets.add("b", "valve", "P")).isEqualTo("Widget added.");
        assertThat(widgets.associate("b", "a", "P")).isEqualTo("Widgets associated.");
        assertThat(widgets.get("a")).isEqualTo("(a,pump,PPR,\"{b,NULL,NULL}\")");
        assertThat(Rows.of(
                        connection,
                        "select * from widgets.slots where peer is not null order by 1"))
                .containsExactly("a|1|P|b", "b|1|P|a");
        assertThat(widgets.dissociate("a", "b", "P")).isEqualTo("Association removed.");
        widgets.associate("a", "b", "P");
        assertThat(widgets.remove("b")).isEqualTo("Widget removed.");
        assertThat(table()).containsExactly("a|pump|PPR|{NULL,NULL,NULL}");
        assertThat(Rows.of(connection, "select relation from widgets_admin.sizes()"))
                .hasSize(2);
    }

    @Test
    void every_rule_is_kept() throws Exception {
        widgets.add("a", "", "PQ");
        widgets.add("b", "", "PQ");
        widgets.add("c", "", "P");
        widgets.associate("a", "b", "P");
        for (String[] refused : new String[][] {
            {"serial_number_is_unique", "widgets.add_widget('a', '', '{P}')"},
            {"serial_number_has_1_to_255_characters", "widgets.add_widget('', '', '{P}')"},
            {"name_has_at_most_255_characters", "widgets.add_widget('d', null, '{P}')"},
            {"widget_has_1_to_3_ports", "widgets.add_widget('d', '', '{}')"},
            {"widget_exists", "widgets.remove_widget('d')"},
            {"widget_exists", "widgets.rename_widget('d', '')"},
            {"widget_exists", "widgets.get_widget('d')"},
            {"no_self_association", "widgets.associate_widgets('a', 'a', 'Q')"},
            {"association_is_unique_per_port", "widgets.associate_widgets('a', 'b', 'P')"},
            {"port_is_free", "widgets.associate_widgets('a', 'c', 'P')"},
            {"port_is_p_q_or_r", "widgets.associate_widgets('a', 'c', null)"},
            {"association_exists", "widgets.remove_association('a', 'b', 'Q')"},
        }) {
            assertThat(refusal("select " + refused[1]).constraint()).isEqualTo(refused[0]);
        }
    }

    private Refusal refusal(String sql) {
        return Refusal.of(error(() -> Rows.of(connection, sql), sql));
    }

    @Test
    void what_many_do_is_one_history() throws Exception {
        List<String> serialNumbers = List.of("a", "b", "c", "d");
        try (Swarm swarm = new Swarm(database)) {
            swarm.run("small swarm", 8, 250, random -> {
                String one = serialNumbers.get(random.nextInt(4));
                String other = serialNumbers.get(random.nextInt(4));
                return switch (random.nextInt(6)) {
                    case 0 -> Call.add(one, "PPQ");
                    case 1 -> Call.remove(one);
                    case 2, 3 -> Call.associate(one, other, "P");
                    default -> Call.dissociate(one, other, "P");
                };
            });
        }
    }
}
